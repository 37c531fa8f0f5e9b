import { Breadcrumbs } from './breadcrumbs.js';
import { CellTable } from './cell-table.js';
import { LearningCurves } from './learning-curves.js';
import { RunTable } from './run-table.js';
import { ServedPanel } from './served-panel.js';
import type { Store } from './store.js';
import type { StudyStore } from './study-store.js';

/** A study over its seeds: agents and environments in a table, learning curves, and the runs of what is chosen. */
export function StudyPanel({ store }: { readonly store: Store }) {
  const { studies } = store;
  const shown = studies.shown.value;
  const problem = studies.problem.value;
  return (
    <section class="panel" aria-labelledby="study">
      <h2 id="study">{shown ? `The study ${shown.name}` : 'A study'}</h2>
      {studies.served.value && <ServedPanel studies={studies} />}
      <Sources store={store} />
      {problem !== null && <p role="alert">{problem}</p>}
      <Counts studies={studies} />
      <Breadcrumbs studies={studies} />
      <CellTable studies={studies} />
      <LearningCurves studies={studies} />
      <RunTable store={store} />
    </section>
  );
}

/** Where a study comes from: a folder of results, or the run below over several seeds. */
function Sources({ store }: { readonly store: Store }) {
  const { studies } = store;
  const busy = studies.busy.value;
  return (
    <div class="buttons">
      <label class="file">
        <span>Open a folder of results</span>
        <input
          type="file"
          multiple
          ref={(input) => input?.setAttribute('webkitdirectory', '')}
          onChange={({ currentTarget }) => void studies.openResults([...(currentTarget.files ?? [])])}
        />
      </label>
      <button
        type="button"
        disabled={store.draft.problems.value.length > 0}
        onClick={() => void studies.runSeeds(store.recipe, 20)}
      >
        Run 20 seeds of the run below
      </button>
      <button type="button" disabled={!busy} onClick={() => studies.stopForGood()}>
        Stop them
      </button>
    </div>
  );
}

/** How many runs are done. */
function Counts({ studies }: { readonly studies: StudyStore }) {
  const study = studies.study.value;
  if (!study) return null;
  return (
    <p>
      <span data-name="runs">{study.done}</span> of {study.planned} runs
      {study.damaged > 0 && `; ${study.damaged} lines hold no run of this study and version`}.
    </p>
  );
}
