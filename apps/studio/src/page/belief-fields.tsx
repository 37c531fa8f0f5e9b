import { useState } from 'preact/hooks';
import { beliefMove, type BeliefMove } from './belief-move.js';
import type { Store } from './store.js';
import type { DrawnValues } from './drawn-values.js';

interface BeliefFieldsProps {
  readonly store: Store;
  readonly drawn: DrawnValues;
  /** The state along whose probability values are drawn. */
  readonly along: number;
}

/** States that have a slider each. */
const WITH_SLIDERS = 3;

/** Chooses the belief at which values are read: a slider for each of three states, else for the state along which values are drawn. */
export function BeliefFields({ store, drawn: { states, belief, start }, along }: BeliefFieldsProps) {
  const [last, keep] = useState<BeliefMove>();
  const give = (state: number, probability: number): void => {
    const move = beliefMove(state, probability, { belief, start }, last);
    keep(move);
    store.set({ belief: move.to });
  };
  return (
    <div class="view-settings" role="group" aria-label="The belief at which values are read">
      {states.map(
        (state, s) =>
          (states.length === WITH_SLIDERS || s === along) && (
            <label key={s} class="number-field">
              <span>
                belief of {state}: <output>{belief[s]}</output>
              </span>
              <input
                type="range"
                name={`belief ${s}`}
                min={0}
                max={1}
                step={0.01}
                value={belief[s]}
                onInput={({ currentTarget }) => give(s, Number(currentTarget.value))}
              />
            </label>
          ),
      )}
      <button
        type="button"
        disabled={store.state.value.belief === null}
        onClick={() => store.set({ belief: null })}
      >
        Belief of the start
      </button>
    </div>
  );
}
