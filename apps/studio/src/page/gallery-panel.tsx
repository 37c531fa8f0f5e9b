import { examples, hashOfExample } from '../gallery/examples.js';
import type { Store } from './store.js';

/** The guided examples, each a link. */
export function GalleryPanel({ store }: { readonly store: Store }) {
  const { example } = store.state.value;
  return (
    <details class="panel gallery">
      <summary>Guided examples ({examples.length})</summary>
      <ul>
        {examples.map((each) => (
          <li key={each.id}>
            <a href={`#${hashOfExample(each)}`} aria-current={each.id === example ? 'true' : undefined}>
              {each.title}
            </a>
            <p>{each.text}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The paragraph of the example that the address names. */
export function ExampleText({ store }: { readonly store: Store }) {
  const shown = examples.find(({ id }) => id === store.state.value.example);
  if (!shown) return null;
  return (
    <aside class="example" aria-label="Guided example">
      <h3>{shown.title}</h3>
      <p>{shown.text}</p>
      <button type="button" onClick={() => store.set({ example: '' })}>
        Close
      </button>
    </aside>
  );
}
