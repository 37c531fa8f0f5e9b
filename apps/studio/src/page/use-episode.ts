import type { WatchedEpisode } from '../engine/calls.js';
import type { Store } from './store.js';
import { type Computed, useComputed } from './use-computed.js';

/** Steps of an episode that are shown. */
const STEPS = 200;

/** The episode of the policy at the point that is looked at. */
export function useEpisode(store: Store): Computed<WatchedEpisode | undefined> {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { episodeSeed } = store.state.value;
  return useComputed(JSON.stringify([recipe, theta, episodeSeed]), async (signal) =>
    recipe && theta
      ? store.engine.call('episode', { recipe, theta, episodeSeed, steps: STEPS }, { signal })
      : undefined,
  );
}
