import { type PartKind, partKinds } from '@pomdp-gym/contracts';
import { useState } from 'preact/hooks';
import type { CatalogueEntry, RecipeParts } from '../engine/calls.js';
import { valueOfText, withOption } from './option-text.js';
import type { Store } from './store.js';

/** Begins a run at θ of this point, with another β or T where these are changed. */
export function ForkForm({ store }: { readonly store: Store }) {
  const parts = store.parts.value.parts;
  const { steps } = store.state.value;
  const part = parts && betaPart(parts, store.catalogue.value);
  const written = parts && part ? parts.agent[part]?.options['beta'] : undefined;
  const [beta, setBeta] = useState<string>();
  const [length, setLength] = useState<string>();
  const shownBeta = beta ?? String(written ?? '');
  const submit = (): void => {
    const changed = parts && part && beta !== undefined ? withBeta(parts, part, beta) : undefined;
    void store.fork(changed, Number(length ?? steps));
    setBeta(undefined);
    setLength(undefined);
  };
  return (
    <form
      class="fork"
      aria-label="Fork"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {part && (
        <label>
          <span>β of the fork</span>
          <input
            name="fork-beta"
            value={shownBeta}
            inputMode="decimal"
            placeholder="as by default"
            autocomplete="off"
            onInput={({ currentTarget }) => setBeta(currentTarget.value)}
          />
        </label>
      )}
      <label>
        <span>T of the fork</span>
        <input
          name="fork-steps"
          type="number"
          min={1}
          step={1}
          required
          value={length ?? steps}
          onInput={({ currentTarget }) => setLength(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!store.theta.value}>
        Fork a run here
      </button>
    </form>
  );
}

/** The part of an agent that has an option β. */
function betaPart({ agent }: RecipeParts, entries: readonly CatalogueEntry[]): PartKind | undefined {
  return partKinds.find((kind) => {
    const entry = entries.find((each) => each.kind === kind && each.id === agent[kind]?.id);
    return entry?.options.some(({ name }) => name === 'beta');
  });
}

function withBeta(parts: RecipeParts, kind: PartKind, text: string): RecipeParts {
  const value = valueOfText(text, { input: 'number', isWhole: false });
  return { ...parts, agent: { ...parts.agent, [kind]: withOption(parts.agent[kind]!, 'beta', value) } };
}
