import { Breadcrumbs } from './breadcrumbs.js';
import { CellTable } from './cell-table.js';
import { LearningCurves } from './learning-curves.js';
import { RunTable } from './run-table.js';
import { ServedPanel } from './served-panel.js';
import type { Store } from './store.js';
import type { ShownStudyPart } from './study-store.js';

/** A study over its seeds: agents and environments in a table, learning curves, and the runs of what is chosen. */
export function StudyPanel({ store }: { readonly store: Store }) {
  const { studies } = store;
  const study = studies.study.value;
  const problem = studies.problem.value;
  return (
    <section class="panel" aria-labelledby="study">
      <h2 id="study">{study ? `The study ${study.name}` : 'A study'}</h2>
      {studies.served.value && <ServedPanel studies={studies} />}
      <Sources store={store} />
      {problem !== null && <p role="alert">{problem}</p>}
      {studies.shown.value && <Shown store={store} shown={studies.shown.value} />}
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
        disabled={store.problems.value.length > 0}
        onClick={() => void studies.runSeeds(store.recipe, 20)}
      >
        Run 20 seeds of the run below
      </button>
      <button type="button" disabled={!busy} onClick={() => studies.stop()}>
        Stop them
      </button>
    </div>
  );
}

/** What is shown of the study: rows, learning curves, and the runs of the row that is looked at. */
function Shown({ store, shown }: { readonly store: Store; readonly shown: ShownStudyPart }) {
  const { studies } = store;
  const { study } = shown;
  const [rows, runs] = [studies.rows.value, studies.runs.value];
  const [details] = studies.curves.value;
  return (
    <>
      <p>
        <span data-name="runs">{study.done}</span> of {study.planned} runs
        {study.damaged > 0 && `; ${study.damaged} lines hold no run of this study and version`}.
      </p>
      <Breadcrumbs {...{ studies, shown }} />
      {rows && <CellTable {...{ studies, shown, rows }} />}
      <LearningCurves curves={studies.curves.value} />
      {details && runs && <RunTable {...{ store, shown, details, runs }} />}
    </>
  );
}
