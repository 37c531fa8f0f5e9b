import type { Environment, Random } from '@pomdp-gym/contracts';
import { type Driver, drivenAction } from '../driver.js';

/** What is visible of an episode, or of its beginning: y_0, then u_t, r_{t+1}, y_{t+1}. */
export interface VisiblePath {
  /** y_0 */
  readonly first: number;
  /** u_t */
  readonly actions: Int32Array;
  /** y_{t+1} */
  readonly observations: Int32Array;
  /** r_{t+1} */
  readonly rewards: Float64Array;
  /** Whether the last step ended the episode, whichever way: `terminated` or `truncated`. */
  readonly ended: boolean;
}

/** Steps after which a path is broken off: of uniformly random actions, and of a driver, which is on its way to somewhere. */
const [LONGEST, LONGEST_DRIVEN] = [100, 1000];

/** What paths are drawn with. */
export interface PathSource {
  /** What the environment draws from. */
  readonly random: Random;
  /** What actions are drawn from. */
  readonly choices: Random;
  /** Chooses the actions of every other path. */
  readonly driver?: Driver | undefined;
}

/**
 * Paths of uniformly random actions, each from a reset, until they hold at least `steps` steps together; every other one of
 * the driver's actions, where there is a driver.
 */
export function* samplePaths(
  environment: Environment,
  steps: number,
  source: PathSource,
): Generator<VisiblePath, void, undefined> {
  const { driver } = source;
  for (let [t, count] = [0, 0]; t < steps; count++) {
    const path = samplePath(environment, { ...source, driver: count % 2 === 1 ? driver : undefined });
    t += path.actions.length;
    yield path;
  }
}

function samplePath(environment: Environment, { random, choices, driver }: PathSource): VisiblePath {
  const longest = driver ? LONGEST_DRIVEN : LONGEST;
  const chosen = new Int32Array(longest);
  const observations = new Int32Array(longest);
  const rewards = new Float64Array(longest);
  const first = environment.reset(random) as number;
  let length = 0;
  let ending = 'none';
  while (length < longest && ending === 'none') {
    const observation = length === 0 ? first : observations[length - 1]!;
    const place = { observation, step: length };
    const action = drivenAction(driver, environment.actionSpace, place, choices) as number;
    const result = environment.step(action);
    chosen[length] = action;
    observations[length] = result.observation as number;
    rewards[length++] = result.reward;
    ending = result.ending;
  }
  return {
    first,
    actions: chosen.subarray(0, length),
    observations: observations.subarray(0, length),
    rewards: rewards.subarray(0, length),
    ended: ending !== 'none',
  };
}
