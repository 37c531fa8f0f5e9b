import type { ComponentChildren } from 'preact';
import type { CellOverview, ResultsOverview } from '../engine/calls.js';
import { short } from './number-text.js';
import { line, Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';

/** A study over its seeds: agents and environments in a table, learning curves, and the runs of what is chosen. */
export function StudyPanel({ store }: { readonly store: Store }) {
  const study = store.study.value;
  const problem = store.studyProblem.value;
  return (
    <section class="panel" aria-labelledby="study">
      <h2 id="study">{study ? `The study ${study.name}` : 'A study'}</h2>
      <Sources store={store} />
      {problem !== null && <p role="alert">{problem}</p>}
      {study && <Cells store={store} study={study} />}
    </section>
  );
}

/** Where a study comes from: a folder of results, or the run below over several seeds. */
function Sources({ store }: { readonly store: Store }) {
  const busy = store.studyBusy.value;
  return (
    <div class="buttons">
      <label class="file">
        <span>Open a folder of results</span>
        <input
          type="file"
          multiple
          ref={(input) => input?.setAttribute('webkitdirectory', '')}
          onChange={({ currentTarget }) => void store.openResults([...(currentTarget.files ?? [])])}
        />
      </label>
      <button
        type="button"
        disabled={store.problems.value.length > 0}
        onClick={() => void store.runSeeds(20)}
      >
        Run 20 seeds of the run below
      </button>
      <button type="button" disabled={!busy} onClick={() => store.stopStudy()}>
        Stop them
      </button>
    </div>
  );
}

function Cells({ store, study }: { readonly store: Store; readonly study: ResultsOverview }) {
  const chosen = store.cell.value;
  return (
    <>
      <p>
        <span data-name="runs">{study.runs.length}</span> of {study.planned} runs
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
              <CellRow key={i} cell={cell} isChosen={i === chosen} onChoose={() => store.choose(i)} />
            ))}
          </tbody>
        </table>
      </div>
      {study.cells[chosen] && <LearningCurve cell={study.cells[chosen]} budget={study.budget} />}
      {study.cells[chosen] && <Seeds store={store} study={study} cell={chosen} />}
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

/** The mean of the runs, the middle half of them as a band, and the optimum. */
function LearningCurve({ cell, budget }: { readonly cell: CellOverview; readonly budget: number }) {
  const { steps, mean, lower, upper } = cell.curve;
  const known = [...mean, ...lower, ...upper, cell.optimum];
  if (!mean.some((value) => value !== null)) return <p>These runs have no learning curve.</p>;
  return (
    <>
      <Plot
        label={`Learning curve of ${cell.agent} in ${cell.environment}`}
        across={[0, budget]}
        up={rangeOf(known)}
        xTitle="steps"
        yTitle="average reward η"
      >
        {(scales) => (
          <>
            <polygon
              class="band"
              points={`${line(steps, lower, scales)} ${reversed(line(steps, upper, scales))}`}
            />
            <polyline class="curve" points={line(steps, mean, scales)} />
            {cell.optimum !== null && (
              <line
                class="optimum"
                x1={scales.x(0)}
                x2={scales.x(budget)}
                y1={scales.y(cell.optimum)}
                y2={scales.y(cell.optimum)}
              />
            )}
          </>
        )}
      </Plot>
      <p class="quiet">
        The line is the mean of the runs, the band holds the middle half of them
        {cell.optimum !== null && ', the dashed line is the optimum that the environment states'}.{' '}
        {cell.interval}
      </p>
    </>
  );
}

function reversed(points: string): string {
  return points.split(' ').reverse().join(' ');
}

/** Runs that are listed at once. */
const LISTED = 200;

/** The runs of a cell, the best first; each may be looked at where the page can repeat it. */
function Seeds({
  store,
  study,
  cell,
}: {
  readonly store: Store;
  readonly study: ResultsOverview;
  readonly cell: number;
}) {
  const runs = study.runs
    .filter((run) => run.cell === cell)
    .sort((a, b) => (b.averageReward ?? -Infinity) - (a.averageReward ?? -Infinity));
  return (
    <details>
      <summary>
        {runs.length} runs{runs.length > LISTED && `, the best ${LISTED} of them`}
      </summary>
      {!study.recipes[cell] && (
        <p>
          Runs of this agent have settings that this page does not take: pomdp-gym replay goes through them.
        </p>
      )}
      <ol class="seeds">
        {runs.slice(0, LISTED).map(({ seed, status, averageReward }) => (
          <li key={seed}>
            <SeedText onLook={study.recipes[cell] ? () => store.look(cell, seed) : undefined}>
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
