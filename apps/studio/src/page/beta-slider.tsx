import type { Store } from './store.js';

/** Chooses β. */
export function BetaSlider({ store }: { readonly store: Store }) {
  const { beta } = store.state.value;
  return (
    <label class="wide-field">
      <span>
        β = <output>{beta}</output>
      </span>
      <input
        type="range"
        name="beta"
        min={0}
        max={0.99}
        step={0.01}
        value={beta}
        onInput={({ currentTarget }) => store.set({ beta: Number(currentTarget.value) })}
      />
    </label>
  );
}
