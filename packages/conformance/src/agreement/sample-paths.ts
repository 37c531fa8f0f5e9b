import type { Environment, Random } from '@pomdp-gym/contracts';

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

const LONGEST = 100;

/** Paths of uniformly random actions, each from a reset, until they hold at least `steps` steps together. */
export function* samplePaths(
  environment: Environment,
  actions: number,
  steps: number,
  random: Random,
  choices: Random,
): Generator<VisiblePath, void, undefined> {
  for (let t = 0; t < steps;) {
    const path = samplePath(environment, actions, random, choices);
    t += path.actions.length;
    yield path;
  }
}

function samplePath(environment: Environment, actions: number, random: Random, choices: Random): VisiblePath {
  const chosen = new Int32Array(LONGEST);
  const observations = new Int32Array(LONGEST);
  const rewards = new Float64Array(LONGEST);
  const first = environment.reset(random) as number;
  let length = 0;
  let ending = 'none';
  while (length < LONGEST && ending === 'none') {
    const action = Math.floor(choices.uniform() * actions);
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
