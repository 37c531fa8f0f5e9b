import type { StudyStore } from './study-store.js';

/** What the study is narrowed to; each part leads back to itself. */
export function Breadcrumbs({ studies }: { readonly studies: StudyStore }) {
  if (!studies.shown.value) return null;
  const { name, state } = studies.shown.value;
  const { ofEnvironment, ofAgent, ofSeed } = state;
  const row = studies.curves.value[0]?.row;
  const isKnown = row?.cell === state.cell;
  const parts = [
    { text: name, to: { ofEnvironment: -1, ofAgent: -1 } },
    ...(ofEnvironment < 0
      ? []
      : [{ text: isKnown ? row.environment : '…', to: { ofEnvironment, ofAgent: -1 } }]),
    ...(ofAgent < 0 ? [] : [{ text: isKnown ? row.agent : '…', to: { ofEnvironment, ofAgent } }]),
    ...(ofSeed < 0 ? [] : [{ text: `seed ${ofSeed}`, to: { ofSeed } }]),
  ];
  return (
    <nav aria-label="What is shown of the study">
      <ol class="crumbs">
        {parts.map(({ text, to }, i) => (
          <li key={i}>
            <button
              type="button"
              class="link"
              aria-current={i === parts.length - 1 ? 'true' : undefined}
              onClick={() => studies.narrow({ ...to })}
            >
              {text}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
