import { betaOfAgent } from './looked-beta.js';
import type { Store } from './store.js';

/** β that is looked at. */
export function lookedBeta(store: Store): number {
  return store.state.value.beta ?? betaOfAgent(store.recipe.agent, store.catalogue.value);
}

/** The slider goes so far; β of an address may be closer to 1, and then the slider goes to it. */
const MOST = 0.99;

/** Chooses β; that of the agent where no other is chosen. */
export function BetaSlider({ store }: { readonly store: Store }) {
  const beta = lookedBeta(store);
  const own = betaOfAgent(store.recipe.agent, store.catalogue.value);
  const choose = (place: number): void => {
    const chosen = place > MOST ? beta : Math.round(100 * place) / 100;
    store.set({ beta: chosen === own ? null : chosen });
  };
  return (
    <label class="wide-field">
      <span>
        β = <output>{beta}</output>
      </span>
      <input
        type="range"
        name="beta"
        min={0}
        max={Math.max(MOST, beta)}
        step={beta > MOST ? 'any' : 0.01}
        value={beta}
        onInput={({ currentTarget }) => choose(Number(currentTarget.value))}
      />
    </label>
  );
}
