import { views } from '../state/view-state.js';
import { ExampleText, GalleryPanel } from './gallery-panel.js';
import { LaneNotes } from './lane-notes.js';
import { RecipeForm } from './recipe-form.js';
import { RunCurve } from './run-curve.js';
import { runViews } from './run-views.js';
import { RunsPanel } from './runs-panel.js';
import type { Store } from './store.js';
import { StudyPanel } from './study-panel.js';
import { Timeline } from './timeline.js';

/** The whole page. */
export function App({ store }: { readonly store: Store }) {
  const { view } = store.state.value;
  const { show: Shown } = runViews[view];
  return (
    <>
      <header>
        <h1>pomdp-gym studio</h1>
      </header>
      <main>
        <div class="top">
          <GalleryPanel store={store} />
          <StudyPanel store={store} />
        </div>
        <div class="side">
          <RecipeForm store={store} />
          <RunsPanel store={store} />
          <RunCurve store={store} />
          <Timeline store={store} />
        </div>
        <section class="panel stage" aria-labelledby="views">
          <h2 id="views">Views</h2>
          <Tabs store={store} />
          <LaneNotes lane={store.engine.views} />
          <ExampleText store={store} />
          <div id="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
            <Shown store={store} />
          </div>
        </section>
      </main>
    </>
  );
}

/** The steps that keys make along the tabs. */
const KEYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The views to choose from; the keys left and right go on to the next. */
function Tabs({ store }: { readonly store: Store }) {
  const { view } = store.state.value;
  const go = (event: KeyboardEvent): void => {
    const step = KEYS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = views[(views.indexOf(view) + step + views.length) % views.length]!;
    store.set({ view: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Views" onKeyDown={go}>
      {views.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === view}
          aria-controls="view"
          tabIndex={name === view ? 0 : -1}
          onClick={() => store.set({ view: name })}
        >
          {runViews[name].title}
        </button>
      ))}
    </div>
  );
}
