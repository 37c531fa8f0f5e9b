import type { Action, Environment, Observation, StepResult } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { appendPoint, drawPoint } from './points.js';

/** What a walk meets: a reset (no action, no result) or a step. Observations are lent. */
export interface WalkEvent {
  readonly observation: Observation;
  readonly action?: Action;
  readonly result?: StepResult;
}

/** Steps after which a walk begins a new episode even where none ends, so that every walk tries several resets. */
const EPISODE_LIMIT = 250;

const endings: readonly string[] = ['none', 'terminated', 'truncated'];

/** Plays `steps` steps of uniformly random actions, and resets after every ending and now and then. */
export function* walk(
  environment: Environment,
  seed: number,
  steps: number,
): Generator<WalkEvent, void, undefined> {
  const random = randomStream(seed, 'environment');
  const choices = randomStream(seed, 'policy');
  let episodeSteps = EPISODE_LIMIT;
  for (let t = 0; t < steps; t++) {
    if (episodeSteps++ === EPISODE_LIMIT) {
      episodeSteps = 1;
      yield { observation: environment.reset(random) };
    }
    const action = drawPoint(environment.actionSpace, choices);
    const result = environment.step(action);
    if (result.ending !== 'none') episodeSteps = EPISODE_LIMIT;
    yield { observation: result.observation, action, result };
  }
}

/** A walk as numbers, for comparison bit by bit. */
export function* walkNumbers(
  environment: Environment,
  seed: number,
  steps: number,
): Generator<number[], void, undefined> {
  for (const { observation, result } of walk(environment, seed, steps)) {
    const numbers: number[] = [];
    appendPoint(numbers, observation);
    if (result) numbers.push(result.reward, endings.indexOf(result.ending));
    yield numbers;
  }
}

/** Whether two rows of numbers are the same bits (NaN equals NaN). */
export function sameBits(one: ArrayLike<number>, two: ArrayLike<number>): boolean {
  if (one.length !== two.length) return false;
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], two[i])) return false;
  return true;
}
