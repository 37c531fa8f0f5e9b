import type { Environment, FiniteModel, Random } from '@pomdp-gym/contracts';
import { exp, log as naturalLog, randomStream } from '@pomdp-gym/numerics';
import { BeliefPath } from './agreement/belief-path.js';
import { revealsState } from './agreement/row-agreement.js';
import type { VisiblePath } from './agreement/sample-paths.js';
import { VisibleLaw } from './agreement/visible-law.js';
import { attempt } from './attempt.js';
import { BrokenRule, type Check, demand, NotDecided } from './check.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { eventNumbers, play, sameBits, type WalkEvent } from './walk.js';

const SEEDS = 8;
const STEPS = 500;
/** The probability, under its model, with which a sound environment gives the same path for every seed, at most. */
const FALSE_ALARM_RATE = 1e-9;

/**
 * The rule that chance comes from the seed. Under eight seeds the same actions are played. Where all paths are equal and a model
 * gives such a path the probability p, a sound environment repeats it seven times with probability p⁷: it is blamed where that is
 * below 10⁻⁹. Without a model equal paths decide nothing, since a simulator may be deterministic.
 */
export function seedCheck(trial: EnvironmentTrial, deterministic: boolean | undefined, seed: number): Check {
  if (deterministic)
    return {
      name: 'It is deterministic, as the settings say: it draws nothing, and all seeds give the same path.',
      run: () => staysTheSame(trial, seed),
    };
  return {
    name: 'Two seeds give two paths, unless nothing is left to chance.',
    falseAlarmRate: FALSE_ALARM_RATE,
    run: () => differs(trial, seed),
  };
}

interface SeededPath {
  readonly events: readonly (readonly number[])[];
  readonly visible: readonly WalkEvent[];
  /** How many numbers were drawn from the stream. */
  readonly drawn: number;
}

function staysTheSame(trial: EnvironmentTrial, seed: number): void {
  const paths = seededPaths(trial, seed);
  const drawn = paths.reduce((sum, path) => sum + path.drawn, 0);
  demand(drawn === 0, () => `It draws ${drawn} numbers from its stream in ${SEEDS * STEPS} steps.`);
  demand(allEqual(paths), () => 'Two seeds give different paths.');
}

function differs(trial: EnvironmentTrial, seed: number): void {
  const paths = seededPaths(trial, seed);
  if (!allEqual(paths)) return;
  const model = attempt(() => trial.create().model?.());
  const drawn = paths.reduce((sum, path) => sum + path.drawn, 0);
  if (model) judgeByModel(model, paths[0]!);
  else if (drawn > 0)
    throw new NotDecided(
      `It draws ${drawn} numbers, and ${SEEDS} seeds give the same path of ${STEPS} steps: give a driver that reaches a place ` +
        'where the numbers show.',
    );
  else
    throw new NotDecided(
      `It draws nothing from its stream, and ${SEEDS} seeds give the same path: take chance from the stream that reset is given, ` +
        'or say deterministic: true in the settings.',
    );
}

function judgeByModel(model: FiniteModel, path: SeededPath): void {
  if (!leavesToChance(model)) return;
  const log = logProbability(model, path);
  const least = (SEEDS - 1) * log;
  if (least < naturalLog(FALSE_ALARM_RATE))
    throw new BrokenRule(
      `${SEEDS} seeds give the same path, which the model gives the probability e^${log.toFixed(0)}: take chance from the stream ` +
        'that reset is given.',
    );
  throw new NotDecided(
    `${SEEDS} seeds give the same path of ${STEPS} steps, to which the model gives the probability ${exp(log).toPrecision(2)}: ` +
      'give a driver that reaches a place where chance shows.',
  );
}

/** Whether a row of the model has more than one outcome. */
function leavesToChance({
  start,
  transitions,
  observationTables,
  initialObservationTable,
}: FiniteModel): boolean {
  const tables = [
    ...transitions,
    ...observationTables,
    ...(initialObservationTable ? [initialObservationTable] : []),
  ];
  const split = (values: Float64Array) => values.some((value) => value > 0 && value < 1);
  return split(start) || tables.some(({ values }) => split(values));
}

function logProbability(model: FiniteModel, { visible }: SeededPath): number {
  const path = new BeliefPath(new VisibleLaw(model));
  return episodesOf(visible).reduce((sum, episode) => sum + path.follow(episode), 0);
}

/** The events cut at the resets. */
function episodesOf(events: readonly WalkEvent[]): VisiblePath[] {
  const begins = events.flatMap(({ result }, i) => (result ? [] : [i]));
  return begins.map((begin, i) => {
    const steps = events.slice(begin + 1, begins[i + 1]);
    return {
      first: Number(events[begin]!.observation),
      actions: Int32Array.from(steps, ({ action }) => Number(action)),
      observations: Int32Array.from(steps, ({ observation }) => Number(observation)),
      rewards: Float64Array.from(steps, ({ result }) => result?.reward ?? NaN),
      ended: steps.at(-1)?.result?.ending !== 'none',
    };
  });
}

function allEqual(paths: readonly SeededPath[]): boolean {
  const [first, ...others] = paths;
  return others.every(
    ({ events }) =>
      events.length === first!.events.length &&
      events.every((event, i) => sameBits(event, first!.events[i]!)),
  );
}

/** Paths of the same actions under eight seeds, which `first` chooses; behind those of uniformly random actions the driver's, where there is one. */
function seededPaths(trial: EnvironmentTrial, first: number): SeededPath[] {
  return Array.from({ length: SEEDS }, (_, i) => {
    const environment = trial.create();
    const random = new CountingRandom(randomStream(SEEDS * (first - 1) + i, 'two seeds', 'environment'));
    const visible: WalkEvent[] = [];
    const events: number[][] = [];
    for (const driver of trial.driver ? [undefined, trial.driver] : [undefined]) {
      const choices = randomStream(first - 1, 'two seeds', 'policy');
      for (const event of play(environment, { random, choices, steps: STEPS, driver })) {
        visible.push(keptEvent(event));
        events.push([...eventNumbers(event), ...stateOf(environment)]);
      }
    }
    return { events, visible, drawn: random.drawn };
  });
}

/** A copy of an event, whose result an environment may refill. */
function keptEvent({ result, ...event }: WalkEvent): WalkEvent {
  return result ? { ...event, result: { ...result } } : event;
}

function stateOf(environment: Environment): readonly number[] {
  return revealsState(environment) ? [environment.state] : [];
}

/** Counts what is drawn from a stream. */
class CountingRandom implements Random {
  drawn = 0;

  constructor(private readonly random: Random) {}

  uint32(): number {
    this.drawn++;
    return this.random.uint32();
  }

  uniform(): number {
    this.drawn++;
    return this.random.uniform();
  }

  save(): readonly number[] {
    return this.random.save?.() ?? [];
  }

  restore(saved: readonly number[]): void {
    this.random.restore?.(saved);
  }
}
