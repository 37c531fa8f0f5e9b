import { type FiniteModel, grouped, InputError, type Policy } from '@pomdp-gym/contracts';
import { finiteHorizonValues } from '@pomdp-gym/exact';
import {
  type Attainable,
  clipInterval,
  createEnvironment,
  discountedReturns,
  horizon,
  parseEnvironment,
} from '@pomdp-gym/experiment';
import {
  isAlphaVectorPolicy,
  LookaheadPolicy,
  planningModel,
  type PlanningModel,
  startRange,
  valueRange,
} from '@pomdp-gym/planning';
import { studentInterval } from '@pomdp-gym/statistics';
import type { Command } from 'commander';
import { bracketSolvers, bracketStore } from '../bracket-solvers.js';
import { clock, meters } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import {
  BACKUPS,
  type BracketResult,
  bracketOptimum,
  type GraphValue,
  type WorthBounds,
  worthByBeliefs,
} from '@pomdp-gym/solving';
import { readPolicyFile } from '../files/read-policy-file.js';
import { isTeamFile, readTeamFile } from '../files/team-file.js';
import { stageNotes } from '../stage-notes.js';
import { note, print, printJson, table } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly env: string;
  readonly runs: number;
  readonly steps?: number;
  readonly seed: number;
  readonly bracket: number;
  readonly horizon: number;
  readonly lookahead?: true;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Simulate a policy from a file, and set what it earns beside the bounds on what any policy can: the discounted sum of\n' +
        'rewards from the start.',
    )
    .argument(
      '<policy>',
      'a file that solve or run wrote: α-vectors (.alpha, .policy, .xml), a policy graph (.pg) or a team (.team)',
    )
    .requiredOption('--env <environment>', 'the environment it is for: an id, or a model file')
    .option('--runs <count>', 'how many episodes', wholeNumber(2), 1000)
    .option(
      '--steps <count>',
      'steps after which an episode is cut; until γ^t hardly counts by default',
      wholeNumber(1),
    )
    .option('--seed <number>', 'the seed of the episodes', wholeNumber(0), 0)
    .option(
      '--horizon <steps>',
      'of a team, how many steps to list the undiscounted values of',
      wholeNumber(1),
      6,
    )
    .option('--lookahead', 'act by one step of lookahead on the α-vectors, as APPL does')
    .option('--bracket <backups>', 'backups to find the bounds with', wholeNumber(1), BACKUPS)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym evaluate tiger.policy --env Tiger-v0', '1000 episodes, and the bracket'],
        ['pomdp-gym evaluate apple.policy --env hallway.POMDP --lookahead', 'as APPL simulates its policies'],
        ['pomdp-gym evaluate hallway.alpha --env hallway.POMDP --runs 10000 --json', 'as JSON'],
      ),
    )
    .action(evaluate);
}

async function evaluate(file: string, options: Options): Promise<void> {
  const registry = await openRegistry(options.plugin, process.cwd());
  const environment = createEnvironment(parseEnvironment(options.env), registry);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${options.env} has no model, which a belief needs.`);
  const horizons = isTeamFile(file) ? horizonsOf(file, model, options.horizon) : undefined;
  if (horizons && (model.discount ?? 1) === 1) return reportHorizons(file, horizons, options);
  const plan = planningModel(model);
  const { policy: read, worth, remark } = readPolicyFile(file, plan);
  if (remark !== undefined) note(remark);
  const policy = options.lookahead ? lookaheadOn(read, file) : read;
  const reached = isAlphaVectorPolicy(policy)
    ? worthByBeliefs(policy, stage('Following the policy from belief to belief'))
    : undefined;
  const { runs: episodes, seed } = options;
  const steps = options.steps ?? horizon(plan.discount);
  const onProgress = stage(`Simulating ${episodes} episodes of at most ${grouped(steps)} steps`);
  const settings = { episodes, steps, discount: plan.discount, seed, onProgress };
  const returns = await discountedReturns(environment, policy, settings);
  const { estimate, low, high } = studentInterval(returns);
  const bounding = stage('Bounding what the best policy earns (--bracket says for how many backups)');
  const optimum = await interruptible((signal) =>
    bracketOptimum(bracketSolvers(registry), model, 'discounted', {
      backups: options.bracket,
      meters,
      onProgress: () => bounding(),
      signal,
      store: bracketStore(),
    }),
  );
  if (optimum.cut) process.exitCode = exitCodes.interrupted;
  const range = attainable(plan, steps, optimum);
  const result = {
    ...clipInterval({ mean: estimate, low, high }, range),
    runs: episodes,
    steps,
    seed,
    discount: plan.discount,
  };
  const exact = worth?.exact === true ? worth.value : null;
  if (options.json)
    printJson({
      policy: file,
      environment: options.env,
      ...result,
      exact,
      worth: reached ?? null,
      ...(horizons && { horizons }),
      bracket: optimum.bracket,
    });
  else {
    report(
      result,
      { graph: worth, reached, noun: isTeamFile(file) ? 'The team' : 'The policy graph' },
      optimum,
    );
    if (horizons) printHorizons(horizons);
  }
}

/** What a team earns in 1, 2, … steps, undiscounted, beside what could be earned if the state were known. */
function horizonsOf(file: string, model: FiniteModel, horizon: number): HorizonValue[] {
  const values = finiteHorizonValues(model, readTeamFile(file, model).controller(), horizon);
  return [...values].map((value, k) => ({ horizon: k + 1, value }));
}

interface HorizonValue {
  readonly horizon: number;
  readonly value: number;
}

/** All there is to say of a team where nothing is discounted: a sum without end has no value. */
function reportHorizons(file: string, horizons: readonly HorizonValue[], { env, json }: Options): void {
  if (json) printJson({ policy: file, environment: env, horizons });
  else {
    printHorizons(horizons);
    note(
      'The model has no discount below 1, so only finite horizons have a value: a discount is an option of a file, as in model.dpomdp:discount=.9.',
    );
  }
}

function printHorizons(horizons: readonly HorizonValue[]): void {
  print('What it earns in its first steps, exactly and undiscounted:');
  const rows = horizons.map(({ horizon, value }) => [`${horizon}`, String(Number(value.toPrecision(10)))]);
  print(table([{ title: 'steps' }, { title: 'value' }], rows));
}

/** Between which numbers the mean sum of episodes that are cut after so many steps lies. */
function attainable(plan: PlanningModel, steps: number, { bracket }: BracketResult): Attainable {
  const [least, greatest] = startRange(plan);
  const [leastSum, greatestSum] = [Math.min(0, least), Math.max(0, greatest)];
  // What is cut off may lose this much of what the best policy earns before.
  const lost = plan.discount ** steps * Math.max(0, -valueRange(plan)[0]);
  return [leastSum, Math.min(greatestSum, (bracket?.upper ?? Infinity) + lost)];
}

/** Says on standard error how far a stage is, where it takes long. */
function stage(name: string): (part?: number) => void {
  return stageNotes(name, clock, note);
}

/** The policy that acts by one step of lookahead on the α-vectors of another. */
function lookaheadOn(policy: Policy, file: string): Policy {
  if (isAlphaVectorPolicy(policy)) return new LookaheadPolicy(policy);
  throw new InputError(
    `${file} is a policy graph, which has no α-vectors to look ahead with: leave out --lookahead.`,
  );
}

/** Bounds on a policy's worth that are as narrow as this, in parts of their size, are shown whatever the bracket of the optimum. */
const NARROW = 1e-5;

/** Whether bounds on a policy's worth leave more open than the bracket of the optimum does. */
function isWider(reached: WorthBounds, bracket: WorthBounds): boolean {
  const size = Math.max(
    ...[reached, bracket].flatMap(({ lower, upper }) => [Math.abs(lower), Math.abs(upper)]),
  );
  return reached.upper - reached.lower > bracket.upper - bracket.lower + NARROW * size;
}

function report(
  { mean, low, high, runs, steps }: { mean: number; low: number; high: number; runs: number; steps: number },
  { graph, reached, noun }: { graph: GraphValue | undefined; reached: WorthBounds | undefined; noun: string },
  { bracket, absent }: BracketResult,
): void {
  const figure = (value: number) => value.toPrecision(6);
  print(
    `It earns ${figure(mean)}, 95 % interval ${figure(low)} to ${figure(high)}: ${runs} episodes of at most ${steps} steps.`,
  );
  if (graph) print(`${noun} is worth ${graph.exact ? 'exactly' : 'at least'} ${graph.value.toPrecision(8)}.`);
  if (reached && !(bracket && isWider(reached, bracket)))
    print(
      `By the beliefs that it comes to, it is worth at least ${figure(reached.lower)} and at most ${figure(reached.upper)}.`,
    );
  if (bracket)
    print(`The best that can be earned lies from ${figure(bracket.lower)} to ${figure(bracket.upper)}.`);
  else print(`No bounds on the best value: ${absent}`);
}
