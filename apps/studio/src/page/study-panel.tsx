import type { ComponentChildren } from 'preact';
import type { CellDetails, CellOverview, StudyOverview } from '../engine/calls.js';
import { CurveDrawing, drawnCurve } from './curve-drawing.js';
import { CurvePlot } from './curve-plot.js';
import { curveFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';
import { ServedPanel } from './served-panel.js';
import type { Store } from './store.js';

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
      {study && <Cells store={store} study={study} />}
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

function Cells({ store, study }: { readonly store: Store; readonly study: StudyOverview }) {
  const { studies } = store;
  const chosen = store.state.value.cell;
  const details = studies.details.value;
  return (
    <>
      <p>
        <span data-name="runs">{study.done}</span> of {study.planned} runs
        {study.damaged > 0 && `; ${study.damaged} lines hold no run of this study and version`}.
      </p>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">environment</th>
              <th scope="col">agent</th>
              <th scope="col">mean η</th>
              <th scope="col">95 % interval</th>
              <th scope="col">of the optimum</th>
              <th scope="col">steps</th>
              <th scope="col">runs</th>
              <th scope="col">failed</th>
            </tr>
          </thead>
          <tbody>
            {study.cells.map((cell, i) => (
              <CellRow key={i} cell={cell} isChosen={i === chosen} onChoose={() => studies.choose(i)} />
            ))}
          </tbody>
        </table>
      </div>
      {study.cellCount > study.cells.length && (
        <p>
          These are the first {study.cells.length} of {study.cellCount} rows: pomdp-gym export writes them
          all.
        </p>
      )}
      {details?.cell === chosen && <Cell key={chosen} store={store} details={details} />}
    </>
  );
}

interface CellRowProps {
  readonly cell: CellOverview;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function CellRow({ cell, isChosen, onChoose }: CellRowProps) {
  const {
    environment,
    agent,
    mean,
    low,
    high,
    interval,
    fractionOfOptimum,
    steps,
    runs,
    failures,
    firstFailure,
  } = cell;
  return (
    <tr aria-selected={isChosen} class={isChosen ? 'chosen' : undefined}>
      <td>{environment}</td>
      <td>
        <button type="button" class="link" aria-pressed={isChosen} onClick={onChoose}>
          {agent}
        </button>
      </td>
      <td>{mean === null ? '–' : short(mean, 6)}</td>
      <td title={interval ?? undefined}>
        {low === null || high === null ? '–' : `${short(low, 5)} to ${short(high, 5)}`}
      </td>
      <td>{fractionOfOptimum === null ? '–' : `${short(100 * fractionOfOptimum, 4)} %`}</td>
      <td>{steps === null ? '–' : Math.round(steps)}</td>
      <td>{runs}</td>
      <td title={firstFailure ?? undefined}>{failures}</td>
    </tr>
  );
}

/** The learning curve and the best runs of the cell that is chosen. */
function Cell({ store, details }: { readonly store: Store; readonly details: CellDetails }) {
  const { studies } = store;
  const cell = studies.study.value?.cells[details.cell];
  if (!cell) return null;
  return (
    <>
      <LearningCurve cell={cell} details={details} />
      <Seeds store={store} details={details} />
    </>
  );
}

/** The mean of the runs, the middle half of them as a band, and the optimum. */
function LearningCurve({ cell, details }: { readonly cell: CellOverview; readonly details: CellDetails }) {
  const { curve, optimum } = details;
  if (!curve.mean.some((value) => !Number.isNaN(value))) return <p>These runs have no learning curve.</p>;
  const title = `Learning curve of ${cell.agent} in ${cell.environment}`;
  const drawn = drawnCurve(curve, optimum);
  return (
    <>
      <FigureFrame
        figure={curveFigure({ name: 'learning-curve', title, x: 'steps', y: 'averageReward', ...drawn })}
        live={<CurvePlot label={title} curve={curve} optimum={optimum} />}
      >
        <CurveDrawing title={title} drawn={drawn} />
      </FigureFrame>
      <p class="quiet">
        The line is the mean of the runs, the band holds the middle half of them
        {optimum !== null && ', the dashed line is the optimum that the environment states'}. {cell.interval}
      </p>
    </>
  );
}

/** The runs of a cell, the best first; each may be looked at where the page can repeat it. */
function Seeds({ store, details }: { readonly store: Store; readonly details: CellDetails }) {
  const { runs, best, recipe } = details;
  return (
    <details>
      <summary>
        {runs} runs{runs > best.length && `, the best ${best.length} of them`}
      </summary>
      {!recipe && (
        <p>
          Runs of this agent have settings that this page does not take: pomdp-gym replay goes through them.
        </p>
      )}
      <ol class="seeds">
        {best.map(({ seed, status, averageReward }) => (
          <li key={seed}>
            <SeedText onLook={recipe ? () => store.look(seed) : undefined}>
              seed {seed}: {averageReward === null ? status : short(averageReward, 6)}
            </SeedText>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface SeedTextProps {
  readonly onLook: (() => void) | undefined;
  readonly children: ComponentChildren;
}

function SeedText({ onLook, children }: SeedTextProps) {
  if (!onLook) return <>{children}</>;
  return (
    <button type="button" class="link" onClick={onLook}>
      {children}
    </button>
  );
}
