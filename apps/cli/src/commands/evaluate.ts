import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { InputError, type Policy } from '@pomdp-gym/contracts';
import { discountedReturns, horizon, parseEnvironment } from '@pomdp-gym/experiment';
import {
  parseGraphFile,
  type PlanningModel,
  planningModel,
  PolicyGraphPolicy,
  readPolicy,
} from '@pomdp-gym/planning';
import { studentInterval } from '@pomdp-gym/statistics';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { openRegistry } from '../open-registry.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../shared-options.js';
import { BACKUPS, type Bracketed, bracketOptimum } from '../solving/bracket.js';
import { bracketFolder } from '../solving/bracket-cache.js';
import { type GraphValue, graphValue } from '../solving/graph-value.js';
import { print, printJson } from '../terminal.js';

interface Options extends SharedOptions {
  readonly env: string;
  readonly runs: number;
  readonly steps?: number;
  readonly seed: number;
  readonly bracket: number;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Simulate a policy from a file, and set what it earns beside the bounds on what any policy can: the discounted sum of\n' +
        'rewards from the start.',
    )
    .argument(
      '<policy>',
      'a file that solve wrote: α-vectors (.alpha, .policy, .xml) or a policy graph (.pg)',
    )
    .requiredOption('--env <environment>', 'the environment it is for: an id, or a model file')
    .option('--runs <count>', 'how many episodes', wholeNumber(2), 1000)
    .option(
      '--steps <count>',
      'steps after which an episode is cut; until γ^t hardly counts unless told',
      wholeNumber(1),
    )
    .option('--seed <number>', 'the seed of the episodes', wholeNumber(0), 0)
    .option('--bracket <backups>', 'backups to find the bounds with', wholeNumber(1), BACKUPS)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym evaluate tiger.policy --env Tiger-v0', '1000 episodes, and the bracket'],
        ['pomdp-gym evaluate hallway.alpha --env hallway.POMDP --runs 10000 --json', 'as JSON'],
      ),
    )
    .action(evaluate);
}

async function evaluate(file: string, options: Options): Promise<void> {
  const registry = await openRegistry(options.plugin, process.cwd());
  const environment = registry.create('environment', parseEnvironment(options.env));
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${options.env} has no model, which a belief needs.`);
  const plan = planningModel(model);
  const { policy, worth } = readAny(file, plan);
  const { runs: episodes, seed } = options;
  const steps = options.steps ?? horizon(plan.discount);
  const settings = { episodes, steps, discount: plan.discount, seed };
  const returns = await discountedReturns(environment, policy, settings);
  const { estimate, low, high } = studentInterval(returns);
  const effort = { backups: options.bracket, cache: bracketFolder() };
  const optimum = await bracketOptimum(registry, model, 'discounted', effort);
  if (optimum.cut) process.exitCode = exitCodes.interrupted;
  const result = { mean: estimate, low, high, runs: episodes, steps, seed, discount: plan.discount };
  const exact = worth?.exact === true ? worth.value : null;
  if (options.json)
    printJson({ policy: file, environment: options.env, ...result, exact, bracket: optimum.bracket });
  else report(result, worth, optimum);
}

/** α-vectors in either format, or a policy graph, whose worth is known without simulation. */
function readAny(file: string, plan: PlanningModel): { policy: Policy; worth?: GraphValue } {
  const text = textOf(file);
  if (extname(file).toLowerCase() !== '.pg') return { policy: readPolicy(text, file, plan) };
  const graph = parseGraphFile(text, file, plan);
  return { policy: new PolicyGraphPolicy(graph), worth: graphValue(graph, plan) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The policy file ${file} cannot be read: ${reason}.`, { cause: error });
  }
}

function report(
  { mean, low, high, runs, steps }: { mean: number; low: number; high: number; runs: number; steps: number },
  worth: GraphValue | undefined,
  { bracket, absent }: Bracketed,
): void {
  const figure = (value: number) => value.toPrecision(6);
  print(
    `It earns ${figure(mean)}, 95 % interval ${figure(low)} to ${figure(high)}: ${runs} episodes of at most ${steps} steps.`,
  );
  if (worth)
    print(`The policy graph is worth ${worth.exact ? 'exactly' : 'at least'} ${worth.value.toPrecision(8)}.`);
  if (bracket)
    print(`The best that can be earned lies from ${figure(bracket.lower)} to ${figure(bracket.upper)}.`);
  else print(`How much can be earned at best is not known: ${absent}`);
}
