import type { Action, Environment, Observation, Random, StepResult } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { type Driver, drivenAction } from './driver.js';
import { appendPoint } from './points.js';
import { takeStep } from './take-step.js';

/** What a walk meets: a reset (no action, no result) or a step. Observations are lent. */
export interface WalkEvent {
  readonly observation: Observation;
  readonly action?: Action;
  readonly result?: StepResult;
}

/** How an environment is played. */
export interface Play {
  /** What the environment draws from. */
  readonly random: Random;
  /** What actions are drawn from. */
  readonly choices: Random;
  readonly steps: number;
  /** Chooses the actions; they are uniformly random without one. */
  readonly driver?: Driver | undefined;
  /** Whether episodes are cut off now and then where actions are uniformly random; they are, by default. */
  readonly cut?: boolean;
}

/** Steps after which uniformly random play begins a new episode even where none ends, so that every walk tries several resets. */
const EPISODE_LIMIT = 250;

const endings: readonly string[] = ['none', 'terminated', 'truncated'];

/** Plays so many steps, and resets after every ending; where actions are uniformly random, now and then besides. */
export function* play(
  environment: Environment,
  { random, choices, steps, driver, cut = !driver }: Play,
): Generator<WalkEvent, void, undefined> {
  let observation: Observation = 0;
  let step = -1;
  for (let t = 0; t < steps; t++) {
    if (step < 0 || (cut && step === EPISODE_LIMIT)) {
      step = 0;
      observation = environment.reset(random);
      yield { observation };
    }
    const action = drivenAction(driver, environment.actionSpace, { observation, step }, choices);
    const result = takeStep(environment, action);
    step = result.ending === 'none' ? step + 1 : -1;
    observation = result.observation;
    yield { observation, action, result };
  }
}

/** Plays `steps` steps of uniformly random actions, and where there is a driver as many steps of its own. */
export function* walk(
  environment: Environment,
  seed: number,
  { driver, ...played }: Omit<Play, 'random' | 'choices'>,
): Generator<WalkEvent, void, undefined> {
  for (const each of driver ? [undefined, driver] : [undefined]) {
    const random = randomStream(seed, 'environment');
    const choices = randomStream(seed, 'policy');
    yield* play(environment, { ...played, random, choices, driver: each });
  }
}

/** A walk as numbers, for comparison bit by bit. */
export function* walkNumbers(
  environment: Environment,
  seed: number,
  played: Omit<Play, 'random' | 'choices'>,
): Generator<number[], void, undefined> {
  for (const event of walk(environment, seed, played)) yield eventNumbers(event);
}

/** What an event showed and paid, and whether it was an ending. */
export function eventNumbers({ observation, result }: WalkEvent): number[] {
  const numbers: number[] = [];
  appendPoint(numbers, observation);
  if (result) numbers.push(result.reward, endings.indexOf(result.ending));
  return numbers;
}

/** Whether two rows of numbers are the same bits (NaN equals NaN). */
export function sameBits(one: ArrayLike<number>, two: ArrayLike<number>): boolean {
  if (one.length !== two.length) return false;
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], two[i])) return false;
  return true;
}
