import { GradientView } from './gradient-view.js';
import { RecipeForm } from './recipe-form.js';
import { RunCurve } from './run-curve.js';
import type { Store } from './store.js';
import { Timeline } from './timeline.js';
import { type ViewName, views } from '../state/view-state.js';
import { WorldView } from './world-view.js';

const titles: Readonly<Record<ViewName, string>> = { world: 'World', gradient: 'Gradient' };

/** The whole page. */
export function App({ store }: { readonly store: Store }) {
  const { view } = store.state.value;
  return (
    <>
      <header>
        <h1>pomdp-gym studio</h1>
      </header>
      <main>
        <RecipeForm store={store} />
        <RunCurve store={store} />
        <Timeline store={store} />
        <section class="panel" aria-labelledby="views">
          <h2 id="views">The policy at this point</h2>
          <div role="tablist" aria-label="Views">
            {views.map((name) => (
              <button
                key={name}
                role="tab"
                id={`tab-${name}`}
                aria-selected={name === view}
                aria-controls="view"
                onClick={() => store.set({ view: name })}
              >
                {titles[name]}
              </button>
            ))}
          </div>
          <div id="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
            {view === 'world' ? <WorldView store={store} /> : <GradientView store={store} />}
          </div>
        </section>
      </main>
    </>
  );
}
