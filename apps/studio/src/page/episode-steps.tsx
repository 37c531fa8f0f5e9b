import { PlayButtons } from './play-buttons.js';
import type { Store } from './store.js';

interface EpisodeStepsProps {
  readonly store: Store;
  readonly step: number;
  readonly last: number;
}

const NAMES = {
  playBack: 'Play steps backwards',
  back: 'Step back',
  on: 'Step on',
  play: 'Play steps',
} as const;

/** The steps of the episode: scrubbed by a slider, stepped and played forwards and backwards. */
export function EpisodeSteps({ store, step, last }: EpisodeStepsProps) {
  const { episodeSeed } = store.state.value;
  const go = (next: number) => store.set({ step: Math.max(0, Math.min(last, next)) });
  return (
    <div class="episode-steps">
      <label>
        <span>
          Step {step} of {last}
        </span>
        <input
          type="range"
          min={0}
          max={last}
          value={step}
          onInput={({ currentTarget }) => go(Number(currentTarget.value))}
        />
      </label>
      <PlayButtons label="Go through the episode" names={NAMES} place={step} last={last} go={go} />
      <button type="button" onClick={() => store.set({ episodeSeed: episodeSeed + 1, step: 0 })}>
        Another episode
      </button>
    </div>
  );
}
