import { type PartKind, partKinds, type Reference } from '@pomdp-gym/contracts';
import { useState } from 'preact/hooks';
import type { RecipeParts } from '../engine/calls.js';
import { PartFields } from './part-fields.js';
import type { Store } from './store.js';

/** The environment, its wrappers and the parts of the agent, each with a field for every option. */
export function PartsForm({ store }: { readonly store: Store }) {
  const [isOpen, open] = useState(false);
  return (
    <details class="parts" open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>Choose the parts and their options</summary>
      {isOpen && <Parts store={store} />}
    </details>
  );
}

function Parts({ store }: { readonly store: Store }) {
  const { parts, problems } = store.draft.parts.value;
  const entries = store.catalogue.value;
  if (!parts) return <p>The forms show what the texts above say once both can be read.</p>;
  const change = (changed: Partial<RecipeParts>): void => store.draft.editParts({ ...parts, ...changed });
  const of = (place: string) => ({
    ...{ place, entries },
    problems: problems.filter((problem) => problem.place === place),
  });
  return (
    <div class="part-list">
      <PartFields
        {...of('environment')}
        label="Environment"
        kind="environment"
        part={parts.environment}
        onChange={(environment) => environment && change({ environment })}
      />
      {[...parts.wrappers, undefined].map((wrapper, i) => (
        <PartFields
          key={i}
          {...of(`wrapper ${i}`)}
          label={wrapper ? `Wrapper ${i + 1}` : 'One more wrapper'}
          kind="wrapper"
          part={wrapper}
          none="no wrapper"
          onChange={(changed) => change({ wrappers: replaced(parts.wrappers, i, changed) })}
        />
      ))}
      {partKinds.map((kind) => (
        <PartFields
          key={kind}
          {...of(kind)}
          label={`The agent’s ${kind}`}
          kind={kind}
          part={parts.agent[kind]}
          none={`no ${kind}`}
          onChange={(part) => change({ agent: withPart(parts.agent, kind, part) })}
        />
      ))}
    </div>
  );
}

function replaced(
  parts: readonly Reference[],
  place: number,
  part: Reference | undefined,
): readonly Reference[] {
  return [...parts.slice(0, place), ...(part ? [part] : []), ...parts.slice(place + 1)];
}

function withPart(
  agent: RecipeParts['agent'],
  kind: PartKind,
  part: Reference | undefined,
): RecipeParts['agent'] {
  const others = Object.entries(agent).filter(([other]) => other !== kind);
  return Object.fromEntries(part ? [...others, [kind, part]] : others);
}
