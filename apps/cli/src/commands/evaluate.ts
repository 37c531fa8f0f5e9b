import {
  type Environment,
  type EpisodeEvaluation,
  type Evaluation,
  type FiniteModel,
  grouped,
  InputError,
  type Policy,
} from '@pomdp-gym/contracts';
import {
  type Attainable,
  clipInterval,
  createEnvironment,
  bracketSolvers,
  discountedReturns,
  horizon,
  measurePolicy,
  parseEnvironment,
  parseStudy,
  restoreAgent,
  runOf,
  type SavedAgent,
} from '@pomdp-gym/experiment';
import { requireSameModel } from '@pomdp-gym/experiment/node';
import {
  isAlphaVectorPolicy,
  LookaheadPolicy,
  planningModel,
  type PlanningModel,
  startRange,
  valueRange,
} from '@pomdp-gym/planning';
import { studentInterval } from '@pomdp-gym/statistics';
import type { Registry } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import { bracketStore } from '../bracket-store.js';
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
import { isAgentFile, readAgentFile } from '../files/agent-file.js';
import { readPolicyFile } from '../files/read-policy-file.js';
import { isTeamFile } from '../files/team-file.js';
import { stageNotes } from '../stage-notes.js';
import { horizonsOf, printHorizons, reportHorizons } from '../team-horizons.js';
import { note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly env?: string;
  readonly runs: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly bracket: number;
  readonly horizon: number;
  readonly lookahead?: true;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Simulate a policy from a file, and set what it earns beside the bounds on what any policy can: the discounted sum of ' +
        'rewards from the start. A trained agent is measured by its average reward a step too, as compare measures it.',
    )
    .argument(
      '<policy>',
      'a file that solve or run wrote: α-vectors (.alpha, .policy, .xml), a policy graph (.pg) or a team (.team); or one that save wrote (.json)',
    )
    .option(
      '--env <environment>',
      'the environment it is for: an id, or a model file; the one that a trained agent comes from by default',
    )
    .option('--runs <count>', 'how many episodes', wholeNumber(2), 1000)
    .option(
      '--steps <count>',
      'steps after which an episode is cut; until γ^t hardly counts by default',
      wholeNumber(1),
    )
    .option(
      '--seed <number>',
      'the seed of the episodes; 0 by default, that of its run for a trained agent',
      wholeNumber(0),
    )
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
        ['pomdp-gym evaluate agent.json --env Tiger-v0:accuracy=.7', 'a trained agent, elsewhere'],
      ),
    )
    .action(evaluate);
}

async function evaluate(file: string, options: Options): Promise<void> {
  const registry = await openRegistry(options.plugin, process.cwd());
  if (isAgentFile(file)) await evaluateAgent(file, options, registry);
  else await evaluatePolicyFile(file, options, registry);
}

async function evaluatePolicyFile(file: string, options: Options, registry: Registry): Promise<void> {
  const { env } = options;
  if (env === undefined) throw new InputError(`Name the environment that ${file} is for with --env.`);
  const environment = createEnvironment(parseEnvironment(env), registry);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${env} has no model, which a belief needs.`);
  const horizons = isTeamFile(file) ? horizonsOf(file, model, options.horizon) : undefined;
  if (horizons && (model.discount ?? 1) === 1) return reportHorizons(file, horizons, options);
  const plan = planningModel(model);
  const { policy: read, worth, remark } = readPolicyFile(file, plan);
  if (remark !== undefined) note(remark);
  const policy = options.lookahead ? lookaheadOn(read, file) : read;
  const { result, reached, optimum } = await valueOfStart(
    { environment, model, plan, policy },
    options,
    registry,
  );
  const exact = worth?.exact === true ? worth.value : null;
  const noun = isTeamFile(file) ? 'The team' : 'The policy graph';
  if (options.json) {
    const document = startDocument(result, reached, optimum, exact);
    printJson({ policy: file, environment: env, ...document, ...(horizons && { horizons }) });
  } else {
    report(result, { graph: worth, reached, noun }, optimum);
    if (horizons) printHorizons(horizons);
  }
}

async function evaluateAgent(file: string, options: Options, registry: Registry): Promise<void> {
  if (options.lookahead)
    throw new InputError(
      '--lookahead is for α-vectors that solve wrote: a trained agent acts as it was trained.',
    );
  const saved = readAgentFile(file);
  const run = runOf(saved);
  const seed = options.seed ?? run.seed;
  const measured = await interruptible(async (signal) => {
    const elsewhere = options.env === undefined ? undefined : studyEnvironment(options.env, saved);
    const { description, environment, policy } = await restoreAgent(saved, registry, signal, elsewhere);
    if (!elsewhere) requireSameModel(saved, environment);
    const onSign = stage('Measuring what it earns a step');
    const { discounted, ...evaluation } = description.evaluation;
    const asked = { ...description, seed, evaluation };
    const average = await measurePolicy(policy, { environment, description: asked, signal, onSign });
    return { description, environment, policy, average, discount: discounted?.discount };
  });
  const { description, environment, policy, average } = measured;
  if (!options.json) printAverage(saved, description.environment.name, average);
  const model = environment.model?.();
  const discount = measured.discount ?? model?.discount;
  const start =
    model && discount !== undefined && discount < 1
      ? await valueOfStart(
          { environment, model, plan: planningModel(model, discount), policy },
          { ...options, seed },
          registry,
        )
      : undefined;
  const document = { agent: file, environment: description.environment.name, average };
  if (options.json)
    printJson({
      ...document,
      start: start ? startDocument(start.result, start.reached, start.optimum, null) : null,
    });
  else if (start)
    report(
      start.result,
      { graph: undefined, reached: start.reached, noun: 'The policy graph' },
      start.optimum,
    );
}

/** An environment of the command line, with every option of the agent's study beside it. */
function studyEnvironment(text: string, { study }: SavedAgent) {
  return parseStudy({ ...study, environments: [parseEnvironment(text)] }).environments[0];
}

function printAverage(
  saved: SavedAgent,
  where: string,
  { averageReward, exact, halfWidth, caution, episode }: Evaluation,
): void {
  const { agent, environment, seed } = runOf(saved);
  print(`${agent.name}, trained in ${environment.name} with seed ${seed}, ${saved.steps} steps.`);
  if (where !== environment.name) print(`It acts in ${where} here.`);
  const reach =
    halfWidth === null ? '(simulated)' : `± ${halfWidth.toPrecision(3)} (simulated, 95 % by batch means)`;
  print(`It earns ${averageReward.toPrecision(6)} a step ${exact ? '(exact)' : reach}.`);
  if (caution !== undefined) print(caution);
  if (episode) printEpisode(episode);
}

function printEpisode({
  return: earned,
  length,
  exact,
  halfWidths,
  episodes,
  problem,
}: EpisodeEvaluation): void {
  if (earned === null || length === null) return print(`No return and length of an episode: ${problem}`);
  const reach = (half: number | null) => (exact || half === null ? '' : ` ± ${half.toPrecision(3)}`);
  const how = exact ? '(exact)' : `(${episodes} episodes, 95 % by Student’s t)`;
  print(
    `An episode earns ${earned.toPrecision(6)}${reach(halfWidths.return)} in ${length.toPrecision(6)}${reach(halfWidths.length)} steps ${how}.`,
  );
}

/** A policy, and the problem that it acts in. */
interface Acting {
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly plan: PlanningModel;
  readonly policy: Policy;
}

/** Simulates what a policy earns from the start, and bounds what the best one does. */
async function valueOfStart(
  { environment, model, plan, policy }: Acting,
  options: Options,
  registry: Registry,
) {
  const reached = isAlphaVectorPolicy(policy)
    ? worthByBeliefs(policy, stage('Following the policy from belief to belief'))
    : undefined;
  const { runs: episodes, seed = 0 } = options;
  const steps = options.steps ?? horizon(plan.discount);
  const onProgress = stage(`Simulating ${episodes} episodes of at most ${grouped(steps)} steps`);
  const settings = { episodes, steps, discount: plan.discount, seed, onProgress };
  const returns = await discountedReturns(environment, policy, settings);
  const { estimate, low, high } = studentInterval(returns);
  const optimum = await boundOptimum(model, plan.discount, options, registry);
  const interval = clipInterval({ mean: estimate, low, high }, attainable(plan, steps, optimum));
  const result = { ...interval, runs: episodes, steps, seed, discount: plan.discount };
  return { result, reached, optimum };
}

async function boundOptimum(
  model: FiniteModel,
  discount: number,
  { bracket: backups }: Options,
  registry: Registry,
): Promise<BracketResult> {
  const bounding = stage('Bounding what the best policy earns (--bracket says for how many backups)');
  const optimum = await interruptible((signal) =>
    bracketOptimum(bracketSolvers(registry), { ...model, discount }, 'discounted', {
      ...{ backups, meters, signal, store: bracketStore() },
      onProgress: () => bounding(),
    }),
  );
  if (optimum.cut) process.exitCode = exitCodes.interrupted;
  return optimum;
}

function startDocument(
  result: object,
  reached: WorthBounds | undefined,
  { bracket }: BracketResult,
  exact: number | null,
): object {
  return { ...result, exact, worth: reached ?? null, bracket };
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
    `It earns ${figure(mean)}, 95 % interval by Student’s t ${figure(low)} to ${figure(high)}: ${runs} episodes of at most ${steps} steps.`,
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
