import { EpisodeSteps } from './episode-steps.js';
import { EpisodeView } from './episode-view.js';
import { NoParameters } from './no-parameters.js';
import type { Store } from './store.js';
import { useEpisode } from './use-episode.js';

/** An episode of the policy at the point that is looked at: the world, and what the agent knows of it. */
export function WorldView({ store }: { readonly store: Store }) {
  const { value, error, busy } = useEpisode(store);
  const recipe = store.run.value?.recipe;
  const { episodeSeed, step } = store.state.value;
  if (!store.theta.value || !recipe) return <NoParameters store={store} what="No episode is shown" />;
  const last = value?.turns.length ?? 0;
  const shown = Math.min(step, last);
  return (
    <div aria-busy={busy} data-episode={busy ? undefined : episodeSeed}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && <EpisodeSteps store={store} step={shown} last={last} />}
      {value && (
        <EpisodeView
          {...{ store, value, environment: recipe.environment, step: shown }}
          caption="The world as it is; the agent sees what is observed."
        />
      )}
    </div>
  );
}
