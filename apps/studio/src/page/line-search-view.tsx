import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { bracketOf, type LineSearch, lineSearchAt } from './line-search.js';
import { line, Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const POINTS = 61;

/** A bracket of GSEARCH: the signs it saw, and the exact η along the ray beneath. */
export function LineSearchView({ store }: { readonly store: Store }) {
  const run = store.run.value;
  const point = store.point.value;
  const search = run && point && lineSearchAt(run.points, run.points.indexOf(point));
  const furthest = Math.max(0, ...(search?.trials ?? []).map(({ step }) => step));
  const lengths = Array.from({ length: POINTS }, (_, i) => (1.1 * furthest * i) / (POINTS - 1));
  const { value, error, busy } = useComputed(JSON.stringify([run?.recipe, search]), async (signal) => {
    if (!run || !search) return undefined;
    const { theta, direction } = search;
    return store.engine.call('ray', { recipe: run.recipe, theta, direction, lengths }, { signal });
  });
  if (!search)
    return <p>There is no line search here: choose an iterate of an optimizer that searches along lines.</p>;
  return (
    <div aria-busy={busy}>
      {error !== undefined && <p role="alert">{error}</p>}
      <Ray search={search} lengths={lengths} values={value} />
      <TrialTable search={search} />
    </div>
  );
}

interface RayProps {
  readonly search: LineSearch;
  readonly lengths: readonly number[];
  readonly values: readonly (number | null)[] | undefined;
}

function Ray({ search, lengths, values }: RayProps) {
  const up = rangeOf(values ?? []);
  const end = lengths.at(-1) ?? 1;
  const best = values ? lengths[bestPlace(values)] : undefined;
  return (
    <>
      <FigureFrame figure={rayFigure(search, lengths, values)}>
        <Plot
          label="Exact average reward along the direction of the search, with its trials"
          across={[0, end]}
          up={up}
          xTitle="step s along the direction"
          yTitle="η(θ + s d), exact"
        >
          {(scales) => (
            <>
              {values && <polyline class="curve" points={line(lengths, values, scales)} />}
              {apart(search.trials, ({ step }) => scales.x(step)).map(({ step, slope }) => (
                <text
                  key={step}
                  class={slope > 0 ? 'sign on' : 'sign back'}
                  x={scales.x(step)}
                  y={scales.y(up[0]) - 6}
                >
                  {slope > 0 ? '→' : '←'}
                </text>
              ))}
              {search.taken !== null && search.taken <= end && (
                <line
                  class="optimum"
                  x1={scales.x(search.taken)}
                  x2={scales.x(search.taken)}
                  y1={scales.y(up[0])}
                  y2={scales.y(up[1])}
                />
              )}
            </>
          )}
        </Plot>
      </FigureFrame>
      <Found search={search} best={best} />
    </>
  );
}

/** The bracket, the step that was taken, and the best that is tried of the exact η. */
function Found({ search, best }: { readonly search: LineSearch; readonly best: number | undefined }) {
  const [on, back] = bracketOf(search.trials);
  return (
    <p>
      {back === null ? (
        <>
          No slope points back beyond s = <span data-name="bracket from">{on}</span>.
        </>
      ) : (
        <>
          The slopes that were seen bracket a maximum in [<span data-name="bracket from">{on}</span>,{' '}
          <span data-name="bracket to">{back}</span>].
        </>
      )}
      {best !== undefined && (
        <>
          {' '}
          The exact η is largest near s = <ExactNumber value={best} name="best step" />
          {search.taken !== null && (
            <>
              ; the search took s = <ExactNumber value={search.taken} name="taken step" />
            </>
          )}
          .
        </>
      )}
    </p>
  );
}

/** The exact η along the ray, and each trial with its slope. */
function rayFigure(
  { trials }: LineSearch,
  lengths: readonly number[],
  values: RayProps['values'],
): DrawnFigure {
  const figure = curveFigure({
    ...{ name: 'line-search', title: 'Average reward along the direction', x: 'step', y: 'averageReward' },
    xs: lengths,
    curves: { exact: values ?? [] },
  });
  const tried = trials.map(({ step, slope }) => ({ step, series: `trial ${signOf(slope)}`, slope }));
  return { ...figure, data: [...figure.data, ...tried] };
}

/** What the sign of a slope says: to go on, or back. */
function signOf(slope: number): string {
  return slope > 0 ? 'on' : 'back';
}

/** Signs that are nearer to each other than this overlap. */
const SIGN_WIDTH = 16;

/** The trials, from left to right, without those whose sign overlaps the one before; the table has them all. */
function apart(
  trials: LineSearch['trials'],
  place: (trial: LineSearch['trials'][number]) => number,
): LineSearch['trials'] {
  const shown: LineSearch['trials'][number][] = [];
  for (const trial of [...trials].sort((a, b) => a.step - b.step)) {
    const last = shown.at(-1);
    if (!last || place(trial) - place(last) >= SIGN_WIDTH) shown.push(trial);
  }
  return shown;
}

function bestPlace(values: readonly (number | null)[]): number {
  let best = 0;
  values.forEach((value, i) => {
    if (value !== null && value > (values[best] ?? -Infinity)) best = i;
  });
  return best;
}

function TrialTable({ search }: { readonly search: LineSearch }) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Trials of the search">
      <table>
        <thead>
          <tr>
            <th scope="col">trial</th>
            <th scope="col">step s</th>
            <th scope="col">estimated slope</th>
            <th scope="col">sign</th>
          </tr>
        </thead>
        <tbody>
          {search.trials.map(({ step, slope }, i) => (
            <tr key={i}>
              <td>{i + 1}</td>
              <td>{step}</td>
              <td>{slope}</td>
              <td>{signOf(slope)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
