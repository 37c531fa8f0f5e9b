import { type Check, checksOf, runChecks, solverChecks, specChecks } from '@pomdp-gym/conformance';
import { type Kind, kinds as tabledKinds, type SolverSpec, type TabledKind } from '@pomdp-gym/contracts';
import { isModelFile, MODEL_FILE, parseReference, pluginFrames } from '@pomdp-gym/experiment';
import { type Entry, Registry } from '@pomdp-gym/registry';
import { experimentChecks } from '@pomdp-gym/reproduction';
import type { Command } from 'commander';
import { noteStack } from '../note-stack.js';
import { exitCodes } from '../exit-codes.js';
import { checkModelFile } from '../check-model-file.js';
import { kinds } from '../kinds.js';
import { openRegistry } from '../open-registry.js';
import { loadAside } from '../load-aside.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { solverProblem } from '../solver-problem.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Hold everything that a plugin contributes to the rules of its kind, or a model file to its format. Exit code 0 where\n' +
        'all is well, 1 where something is not (the findings have line and column), 2 where it does not load.',
    )
    .argument(
      '<plugin-or-file>',
      'a model file; or a plugin: a file, a folder, an installed package, or the id of something registered',
    )
    .option('--seed <number>', 'the seed of the rules that draw samples and count', wholeNumber(0), 1)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym check ./my-plugin', 'a plugin in a folder'],
        ['pomdp-gym check ThreeState-v0', 'something that is shipped'],
        ['pomdp-gym check tiger.POMDP', 'a model file'],
        ['pomdp-gym check my-package --json', 'as JSON'],
      ),
    )
    .action(check);
}

/** One rule, held against one contribution. */
interface Outcome {
  readonly kind: string;
  readonly id: string;
  readonly rule: string;
  readonly passed: boolean;
  /** Whether too little could be tried to call the rule kept. */
  readonly undecided: boolean;
  readonly problem: string | null;
}

interface Options extends SharedOptions {
  readonly seed: number;
}

async function check(name: string, { json, plugin, seed }: Options): Promise<void> {
  const path = modelPath(name);
  if (path !== undefined) {
    checkModelFile(path, json === true);
    return;
  }
  const outcomes: Outcome[] = [];
  const registry = await openRegistry(plugin, process.cwd());
  for (const entry of await entriesOf(name, registry)) {
    if (!json) print(colors.bold(`${entry.kind} ${entry.spec.id}`));
    for await (const { stack, ...outcome } of outcomesOf(entry, seed, registry)) {
      outcomes.push(outcome);
      if (!json) printOutcome(outcome);
      noteStack(stack);
    }
  }
  const broken = outcomes.filter(({ passed }) => !passed).length;
  const undecided = outcomes.filter((outcome) => outcome.undecided).length;
  if (json) printJson({ plugin: name, passed: broken === 0, checks: outcomes });
  else
    print(
      broken === 0
        ? keptText(outcomes.length, undecided)
        : `${broken} of ${outcomes.length} rules are broken.`,
    );
  if (broken > 0) process.exitCode = exitCodes.failed;
}

/** The model file that is named, by its path or as `File:path=…`; undefined where none is. */
function modelPath(name: string): string | undefined {
  if (isModelFile(name)) return name;
  if (!name.startsWith(`${MODEL_FILE}:`)) return undefined;
  const { path } = parseReference(name).options;
  return typeof path === 'string' ? path : undefined;
}

function keptText(rules: number, undecided: number): string {
  if (undecided === 0) return `All ${rules} rules are kept.`;
  return `${rules - undecided} of ${rules} rules are kept, ${undecided} not decided.`;
}

async function entriesOf(name: string, registry: Registry): Promise<readonly Entry[]> {
  const known = registry.kindsOf(name).map((kind) => registry.get(kind, name));
  return known.length > 0 ? known : loadAside(new Registry(kinds), name, process.cwd());
}

async function* outcomesOf(
  entry: Entry,
  seed: number,
  shipped: Registry,
): AsyncGenerator<Outcome & { readonly stack: string }> {
  const { kind, spec } = entry;
  const checks = await checksOfEntry(entry, seed, shipped);
  for await (const { rule, problem, thrown, undecided = false } of runChecks(checks)) {
    const passed = problem === undefined;
    yield {
      kind,
      id: spec.id,
      rule,
      passed,
      undecided,
      problem: problem ?? null,
      stack: pluginFrames(thrown),
    };
  }
}

function checksOfEntry(entry: Entry, seed: number, shipped: Registry): Check[] | Promise<Check[]> {
  if (isOf('solver', entry)) return checksOfSolver(entry.spec, seed, shipped);
  if (isOf('experiment', entry)) return [...specChecks(entry.spec), ...experimentChecks(entry.spec)];
  return isTabled(entry) ? checksOf(entry.kind, entry.spec, { seed }) : specChecks(entry.spec);
}

/** Whether the kind is one of contracts, whose rules conformance has. */
function isTabled(entry: Entry): entry is Entry<TabledKind> {
  return entry.kind in tabledKinds;
}

function isOf<K extends Kind>(kind: K, entry: Entry): entry is Entry<K> {
  return entry.kind === kind;
}

async function checksOfSolver(spec: SolverSpec, seed: number, shipped: Registry): Promise<Check[]> {
  const tiger = shipped.create('environment', { id: 'Tiger-v0', options: {} }).model?.();
  const problem = tiger && (await solverProblem(spec, tiger));
  if (problem)
    note(`${spec.id} refuses problems whose state is hidden: it is tried on one whose observations tell it.`);
  return solverChecks(spec, { seed, ...(problem && { problem }) });
}

function printOutcome({ rule, problem, undecided }: Outcome): void {
  if (problem !== null) print(`  ${colors.red('✘')} ${rule}\n      ${problem}`);
  else print(`  ${undecided ? colors.yellow('?') : colors.green('✔')} ${rule}`);
}
