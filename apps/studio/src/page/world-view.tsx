import { EpisodeView } from './episode-view.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

/** Steps of an episode that are shown. */
const STEPS = 200;

/** An episode of the policy at the point that is looked at: the world, and what the agent knows of it. */
export function WorldView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { episodeSeed, step } = store.state.value;
  const { value, error, busy } = useComputed(JSON.stringify([recipe, theta, episodeSeed]), async (signal) =>
    recipe && theta
      ? store.engine.call('episode', { recipe, theta, episodeSeed, steps: STEPS }, { signal })
      : undefined,
  );
  if (!theta || !recipe) return <p>This policy has no parameters.</p>;
  const last = value?.turns.length ?? 0;
  const shown = Math.min(step, last);
  return (
    <div aria-busy={busy} data-episode={busy ? undefined : episodeSeed}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && (
        <label>
          <span>
            Step {shown} of {last}
          </span>
          <input
            type="range"
            min={0}
            max={last}
            value={shown}
            onInput={({ currentTarget }) => store.set({ step: Number(currentTarget.value) })}
          />
        </label>
      )}
      {value && (
        <EpisodeView
          {...{ store, value, environment: recipe.environment, step: shown }}
          caption="Hidden from the agent."
        />
      )}
      <button type="button" onClick={() => store.set({ episodeSeed: episodeSeed + 1, step: 0 })}>
        Another episode
      </button>
    </div>
  );
}
