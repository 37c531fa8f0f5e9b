import { type PartKind, partKinds } from '@pomdp-gym/contracts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CatalogueEntry, RecipeParts } from '../engine/calls.js';
import { valueOfText, withOption } from './option-text.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

/** Begins a run at θ of this point, with another β or T where these are changed. */
export function ForkForm({ store }: { readonly store: Store }) {
  const { environment, agent, steps } = store.recipe;
  const texts = { environment, agent };
  const read = useComputed(texts, () => store.engine.call('parts', texts));
  const parts = read.busy ? undefined : read.value?.parts;
  const part = parts && betaPart(parts, store.catalogue.value);
  const written = parts && part ? parts.agent[part]?.options['beta'] : undefined;
  const [beta, setBeta] = useState<string>();
  const [length, setLength] = useState<string>();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const shownBeta = beta ?? String(written ?? '');
  const submit = async (): Promise<void> => {
    const changed = parts && part && beta !== undefined ? withBeta(parts, part, beta) : undefined;
    const found = await store.fork(changed, Number(length ?? steps));
    setProblems(found);
    if (found.length > 0) return;
    setBeta(undefined);
    setLength(undefined);
  };
  return (
    <form
      class="fork"
      aria-label="Fork"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {part && <ForkField label="β of the fork" value={shownBeta} onInput={setBeta} input={BETA_INPUT} />}
      <ForkField
        label="T of the fork"
        value={length ?? String(steps)}
        onInput={setLength}
        input={STEPS_INPUT}
      />
      <button type="submit" disabled={!store.theta.value}>
        Fork a run here
      </button>
      {problems.map((problem) => (
        <p key={problem} role="alert" class="problem">
          {problem}
        </p>
      ))}
    </form>
  );
}

interface ForkFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What else the input is. */
  readonly input: JSX.IntrinsicElements['input'];
}

function ForkField({ label, value, onInput, input }: ForkFieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input {...input} value={value} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
    </label>
  );
}

const BETA_INPUT = {
  ...{ name: 'fork-beta', inputMode: 'decimal', placeholder: 'as by default', autocomplete: 'off' },
} as const;
const STEPS_INPUT = { name: 'fork-steps', type: 'number', min: 1, step: 1, required: true } as const;

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
