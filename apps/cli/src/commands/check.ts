import { isModelFile, MODEL_FILE, parseReference } from '@pomdp-gym/experiment';
import type { Command } from 'commander';
import { noteStack } from '../note-stack.js';
import { exitCodes } from '../exit-codes.js';
import { checkModelFile } from '../check-model-file.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';
import { inThread } from '../threads/in-thread.js';
import type { CheckMessage, CheckQuestion, Outcome } from '../threads/post-outcomes.js';

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Hold everything that a plugin contributes to the rules of its kind, or a model file to its format. Exit code 0 where\n' +
        'all is well, 1 where something is not (the findings have line and column), 2 where it does not load.',
    )
    .argument(
      '<plugin-or-file>',
      'a model file; a plugin: a file, a folder, an installed package, or the id of something registered; or an environment with options and wrappers',
    )
    .option('--seed <number>', 'the seed of the rules that draw samples and count', wholeNumber(0), 1)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym check ./my-plugin', 'a plugin in a folder'],
        ['pomdp-gym check ThreeState-v0', 'something that is shipped'],
        ['pomdp-gym check Tiger-v0:accuracy=.8+TimeLimit:steps=9', 'with options, within a wrapper'],
        ['pomdp-gym check tiger.POMDP', 'a model file'],
        ['pomdp-gym check my-package --json', 'as JSON'],
      ),
    )
    .action(check);
}

interface Options extends SharedOptions {
  readonly seed: number;
}

async function check(name: string, { json, plugin: plugins, seed }: Options): Promise<void> {
  const path = modelPath(name);
  if (path !== undefined) {
    checkModelFile(path, json === true);
    return;
  }
  const outcomes: Outcome[] = [];
  const question: CheckQuestion = { name, seed, from: process.cwd() };
  const onMessage = (message: CheckMessage) => {
    if ('outcome' in message) outcomes.push(message.outcome);
    show(message, json);
  };
  const ended = await interruptible((signal) =>
    inThread({ work: 'outcomes', question, plugins, signal, onMessage }),
  );
  conclude(name, outcomes, ended, json);
}

function show(message: CheckMessage, json: true | undefined): void {
  if ('remark' in message) note(message.remark);
  else if ('head' in message) {
    if (!json) print(colors.bold(message.head));
  } else {
    if (!json) printOutcome(message.outcome);
    noteStack(message.stack);
  }
}

/** Prints what all the outcomes come to, and sets the exit code. A check that was stopped has not passed. */
function conclude(name: string, checks: readonly Outcome[], ended: boolean, json: true | undefined): void {
  const broken = checks.filter(({ verdict }) => verdict === 'broken').length;
  const undecided = checks.filter(({ verdict }) => verdict === 'not decided').length;
  if (json)
    printJson({ plugin: name, passed: ended && broken === 0, checks, ...(!ended && { stopped: true }) });
  else print(countText(checks.length, broken, undecided));
  if (!ended) note('Stopped before its end: the other rules are not tried.');
  if (!ended) process.exitCode = exitCodes.interrupted;
  else if (broken > 0) process.exitCode = exitCodes.failed;
}

/** The model file that is named, by its path or as `File:path=…`; undefined where none is. */
function modelPath(name: string): string | undefined {
  if (isModelFile(name)) return name;
  if (!name.startsWith(`${MODEL_FILE}:`)) return undefined;
  const { path } = parseReference(name).options;
  return typeof path === 'string' ? path : undefined;
}

function countText(rules: number, broken: number, undecided: number): string {
  const kept = rules - broken - undecided;
  if (kept === rules) return `All ${rules} rules are kept.`;
  const open = undecided > 0 ? `, ${undecided} not decided` : '';
  return broken > 0
    ? `${broken} of ${rules} rules are broken${open}.`
    : `${kept} of ${rules} rules are kept${open}.`;
}

const marks = {
  passed: colors.green('✔'),
  broken: colors.red('✘'),
  'not decided': colors.yellow('?'),
} as const;

function printOutcome({ rule, verdict, problem, reason }: Outcome): void {
  print(`  ${marks[verdict]} ${rule}`);
  if (problem !== null) print(`      ${problem}`);
  if (reason !== null) print(`      Not decided: ${reason}`);
}
