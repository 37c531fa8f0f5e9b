import type { FiniteModel, Policy, Solver, SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { BrokenRule, type Check, demand, NotDecided } from './check.js';
import { make } from './make.js';
import { outsideSpace } from './points.js';
import { goalChecks } from './solver-goal-checks.js';
import { type SolverProblem, solverProblem } from './solver-problem.js';
import { specChecks } from './spec-checks.js';
import { tigerModel, tigerValue } from './tiger-model.js';
import { sameBits } from './walk.js';
import { worthChecks } from './worth-checks.js';
import { ledge, worthModels } from './worth-models.js';

export interface SolverSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What to solve in place of the default problem. */
  readonly problem?: SolverProblem;
  /** Episodes its policy is tried in; 500 by default. Fewer where a policy thinks long. */
  readonly episodes?: number;
  /** Reports after which it is asked to stop; 1000 by default. */
  readonly reports?: number;
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}

const DISCOUNT = 0.75;
/** A precision that any solver takes. */
const PART = 0.5;
const REPORTS = 1000;
const EPISODES = 500;
/** Standard errors that a mean return may lie below the bound: Student's t of 60 episodes is beyond that with this probability. */
const [CRITICAL, FALSE_ALARM_RATE] = [5, 3e-6];
/** Episodes between two looks at whether the mean return is as far above the bound: no more are played then. */
const LOOK_EVERY = 20;
/** Reports of two solvers side by side. */
const TOGETHER = 20;
/** Reports that may still come once it was asked to stop: the one it was making. */
const REPORTS_AFTER_ABORT = 1;
/** How far a bound may move the wrong way, or past the value, by rounding. */
const ROUNDING = 1e-9;
/** Rewards beyond γ^t = 10⁻⁴ are left out of simulated returns. */
const CUT = 1e-4;

/**
 * The rules that a solver keeps. It is tried on the problem given; by default on Tiger and a few models like it or, if it takes
 * fully observed problems alone, on one of these.
 */
export function solverChecks(spec: SolverSpec, settings: SolverSettings = {}): Check[] {
  const create = () => make('solver', spec, settings.options);
  const given = settings.problem ?? solverProblem(spec);
  const problem = given ?? { model: tigerModel(DISCOUNT), value: tigerValue(DISCOUNT) };
  const { reports = REPORTS } = settings;
  const solve = () => solveWith(create(), structuredClone(problem.model), reports);
  let solution: Promise<Solution> | undefined;
  const solved = () => (solution ??= solve());
  const models = given ? [problem.model] : [problem.model, ...worthModels()];
  return [
    ...specChecks(spec),
    {
      name: 'The options it names for its precision exist and take a number.',
      run: () => namesOptions(spec),
    },
    { name: 'The lower bound is never above the upper.', run: async () => ordered(await solved()) },
    { name: 'The work it reports never falls.', run: async () => countsOn(await solved()) },
    {
      name: 'The lower bound never falls, the upper never rises.',
      run: async () => monotone(await solved()),
    },
    {
      name: 'The bounds hold the exact value of the start belief.',
      run: async () => brackets(await solved(), problem.value),
    },
    {
      name: 'The policy it returns can be played, and earns no less than the lower bound.',
      falseAlarmRate: FALSE_ALARM_RATE,
      run: async () => playable(await solve(), problem.model, settings),
    },
    {
      name: 'The same model and options give the same bits.',
      run: async () => repeats(await solved(), await solve()),
    },
    ...goalChecks(
      spec,
      (extra) =>
        solveWith(
          make('solver', spec, { ...settings.options, ...extra }),
          structuredClone(problem.model),
          reports,
        ),
      reports,
    ),
    {
      name: 'Asked to stop, it returns the best policy so far.',
      run: () => stops(create(), structuredClone(problem.model)),
    },
    {
      name: 'It leaves the model as it is.',
      run: () => leavesModel(create(), structuredClone(problem.model)),
    },
    {
      name: 'Solvers share nothing: one reports the same where another solves another model beside it.',
      run: () => solvesAlone(create, problem.model, ledge(2)),
    },
    ...worthChecks((model, most) => boundOf(create(), model, most), models, reports),
  ];
}

function namesOptions({ precision, relativePrecision, options }: SolverSpec): void {
  for (const name of [precision, relativePrecision]) {
    if (name === undefined) continue;
    demand(
      options.safeParse({ [name]: PART }).success,
      () => `It names the option ${name} for its precision, and refuses ${name} = ${PART}.`,
    );
  }
}

interface Solution {
  readonly progress: readonly SolverProgress[];
  readonly policy: Policy;
}

async function solveWith(solver: Solver, model: FiniteModel, reports: number): Promise<Solution> {
  const stop = new AbortController();
  const progress: SolverProgress[] = [];
  const run = solver.solve(model, stop.signal);
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { progress, policy: value };
    progress.push(structuredClone(value));
    if (progress.length >= reports) stop.abort();
    if (progress.length > reports + REPORTS_AFTER_ABORT)
      throw new BrokenRule('It was asked to stop and went on.');
  }
}

/** The policy, and the last lower bound reported before it was returned. */
async function boundOf(
  solver: Solver,
  model: FiniteModel,
  reports: number,
): Promise<{ policy: Policy; lower: number }> {
  const { policy, progress } = await solveWith(solver, model, reports);
  return { policy, lower: progress.at(-1)?.lower ?? -Infinity };
}

function ordered({ progress }: Solution): void {
  demand(progress.length > 0, () => 'It reports no bounds.');
  for (const { lower, upper } of progress) {
    demand(
      lower <= upper + allowance(upper),
      () => `It reports the lower bound ${lower} and the upper ${upper}.`,
    );
  }
}

function countsOn({ progress }: Solution): void {
  if (progress.every(({ work }) => work === undefined))
    throw new NotDecided('it reports no `work`, which limits of work and studies count.');
  let done = 0;
  for (const { work } of progress) {
    if (work === undefined) continue;
    demand(work >= done, () => `It reports ${work} of work done after ${done}.`);
    done = work;
  }
}

function monotone({ progress }: Solution): void {
  for (let i = 1; i < progress.length; i++) {
    const [before, now] = [progress[i - 1]!, progress[i]!];
    demand(
      now.lower >= before.lower - allowance(now.lower),
      () => `The lower bound fell from ${before.lower} to ${now.lower}.`,
    );
    demand(
      now.upper <= before.upper + allowance(now.upper),
      () => `The upper bound rose from ${before.upper} to ${now.upper}.`,
    );
  }
  if (progress.length < 2)
    throw new NotDecided(
      `it reports ${progress.length} time, and bounds move between two: give options for more reports.`,
    );
}

function allowance(bound: number): number {
  return Number.isFinite(bound) ? ROUNDING * (1 + Math.abs(bound)) : 0;
}

function brackets({ progress }: Solution, value: number): void {
  for (const { lower, upper } of progress) {
    const inside = lower <= value + allowance(value) && value <= upper + allowance(value);
    demand(inside, () => `It reports [${lower}, ${upper}], and the exact value is ${value}.`);
  }
  if (progress.every(({ lower, upper }) => lower === -Infinity && upper === Infinity))
    throw new NotDecided('its bounds are never finite.');
}

function playable(
  { progress, policy }: Solution,
  model: FiniteModel,
  { episodes = EPISODES, seed = 1 }: SolverSettings,
): void {
  const { lower } = progress.at(-1) ?? { lower: -Infinity };
  const returns: number[] = [];
  for (const value of playEpisodes(policy, model, episodes, seed)) {
    returns.push(value);
    if (returns.length % LOOK_EVERY > 0) continue;
    const { mean, error } = meanOf(returns);
    if (mean - CRITICAL * error > lower) break;
  }
  const { mean, error } = meanOf(returns);
  demand(
    mean + CRITICAL * error + allowance(mean) + CUT * Math.abs(lower) >= lower,
    () =>
      `Its policy earned ${mean} ± ${error} over ${returns.length} episodes; the lower bound is ${lower}.`,
  );
  if (lower === -Infinity)
    throw new NotDecided(
      'its policy can be played, but its lower bound is −∞: report one that the policy earns.',
    );
}

/** The mean and its standard error. */
function meanOf(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1);
  return { mean, error: Math.sqrt(variance / count) };
}

/** Yields the discounted return of one episode after another. */
function* playEpisodes(
  policy: Policy,
  model: FiniteModel,
  episodes: number,
  seed: number,
): Generator<number, void, undefined> {
  const environment = new ModelEnvironment(model);
  const random = randomStream(seed, 'environment');
  const choices = randomStream(seed, 'policy');
  for (let episode = 0; episode < episodes; episode++) {
    const observation = environment.reset(random);
    policy.reset(choices);
    yield returnFrom(policy, environment, observation, model.discount ?? 1);
  }
}

/** The discounted return of an episode that begins with this observation. */
function returnFrom(policy: Policy, environment: ModelEnvironment, first: number, discount: number): number {
  let [observation, total] = [first, 0];
  for (let weight = 1; weight > CUT; weight *= discount) {
    const action = policy.act(observation);
    const outside = outsideSpace(environment.actionSpace, action);
    demand(outside === undefined, () => `Its policy acts outside the action space: ${outside}.`);
    const result = environment.step(action);
    total += weight * result.reward;
    if (result.ending !== 'none') break;
    observation = result.observation;
  }
  return total;
}

function repeats({ progress: one }: Solution, { progress: two }: Solution): void {
  const numbers = (progress: readonly SolverProgress[]) =>
    progress.flatMap(({ lower, upper }) => [lower, upper]);
  const [first, second] = [numbers(one), numbers(two)];
  const i = first.findIndex((value, place) => !Object.is(value, second[place]));
  demand(
    sameBits(first, second),
    () => `A second run reports ${second[i]} as bound ${i}, where the first reported ${first[i]}.`,
  );
}

/** Solves two models in turn, report by report. */
async function solvesAlone(create: () => Solver, model: FiniteModel, other: FiniteModel): Promise<void> {
  const alone = await solveWith(create(), structuredClone(model), TOGETHER);
  const beside = create();
  const [together] = await Promise.all([
    solveWith(create(), structuredClone(model), TOGETHER),
    solveWith(beside, other, TOGETHER).catch(() => undefined),
  ]);
  repeats(alone, together);
}

async function leavesModel(solver: Solver, model: FiniteModel): Promise<void> {
  const before = JSON.stringify(model);
  await solveWith(solver, model, 20);
  demand(JSON.stringify(model) === before, () => 'It wrote into the tables of the model.');
}

async function stops(solver: Solver, model: FiniteModel): Promise<void> {
  const { policy } = await solveWith(solver, model, 1);
  demand(typeof policy.act === 'function', () => 'Stopped after its first report, it returns no policy.');
  for (const earned of playEpisodes(policy, model, 1, 1)) void earned;
}
