import { Curve } from './curve.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { type LineSearch, lineSearchAt } from './line-search.js';
import { Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const POINTS = 61;

/** A bracket of GSEARCH: the signs it counted, and the exact η along the ray beneath. */
export function LineSearchView({ store }: { readonly store: Store }) {
  const run = store.run.value;
  const point = store.point.value;
  const search = run && point && lineSearchAt(run.points, run.points.indexOf(point));
  const question = run && search ? { recipe: run.recipe, search } : undefined;
  const { value, of, error, busy } = useComputed(question ?? null, async (signal) => {
    if (!question) return undefined;
    const { theta, direction } = question.search;
    const lengths = lengthsOf(question.search);
    return store.engine.call('ray', { recipe: question.recipe, theta, direction, lengths }, { signal });
  });
  if (!search)
    return <p>There is no line search here: choose an iterate of an optimizer that searches along lines.</p>;
  const shown = (value && of?.search) ?? search;
  return (
    <div aria-busy={busy}>
      <div class="pair">
        {error === undefined ? (
          <Ray search={shown} values={value ?? []} />
        ) : (
          <div>
            <p role="alert">The exact η along the direction has no picture: {error}</p>
            <p>
              <Found search={shown} />
            </p>
          </div>
        )}
        <TrialTable search={shown} />
      </div>
    </div>
  );
}

/** The steps at which the exact η is computed: a little beyond the furthest trial. */
function lengthsOf({ trials }: LineSearch): readonly number[] {
  const furthest = Math.max(0, ...trials.map(({ step }) => step));
  return Array.from({ length: POINTS }, (_, i) => (1.1 * furthest * i) / (POINTS - 1));
}

interface RayProps {
  readonly search: LineSearch;
  /** η at each of `lengthsOf`, null where it is not defined; empty until it is computed. */
  readonly values: readonly (number | null)[];
}

function Ray({ search, values }: RayProps) {
  const lengths = lengthsOf(search);
  const up = rangeOf(values);
  const end = lengths.at(-1) ?? 1;
  return (
    <div>
      <FigureFrame figure={rayFigure(search, values)}>
        <Plot
          label="Exact average reward along the direction of the search, with its trials"
          across={[0, end]}
          up={up}
          xTitle="step s along the direction"
          yTitle="η(θ + s d), exact"
        >
          {(scales) => (
            <>
              <Curve xs={lengths} ys={values} scales={scales} />
              {apart(search.trials, ({ step }) => scales.x(step)).map(({ step, sign }) => (
                <text key={step} class={`sign ${signOf(sign)}`} x={scales.x(step)} y={scales.y(up[0]) - 6}>
                  {MARKS[signOf(sign)]}
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
      <p>
        <Found search={search} />
        <Best search={search} best={bestLength(lengths, values)} end={end} />
      </p>
    </div>
  );
}

/** How the search ended. */
function Found({ search: { trials, taken, bracket } }: { readonly search: LineSearch }) {
  if (bracket)
    return (
      <>
        The signs that the search counted bracket a maximum in [
        <span data-name="bracket from">{Math.min(...bracket)}</span>,{' '}
        <span data-name="bracket to">{Math.max(...bracket)}</span>].
      </>
    );
  if (taken === null) return <>The search has not ended.</>;
  return trials.at(-1)?.sign === -1 ? (
    <>The search gave up after {trials.length} trials that all pointed back, and stays where it began.</>
  ) : (
    <>The search found no end after {trials.length} trials that all pointed on, and takes the last of them.</>
  );
}

/** The step that was taken, and the best of those at which the exact η is known. */
function Best({
  search: { taken },
  best,
  end,
}: {
  readonly search: LineSearch;
  readonly best: number | undefined;
  /** The furthest step at which the exact η is computed. */
  readonly end: number;
}) {
  if (best === undefined) return null;
  return (
    <>
      {' '}
      The exact η {best === end ? 'still rises at the end of the picture,' : 'is largest near'} s ={' '}
      <ExactNumber value={best} name="best step" />
      {taken !== null && (
        <>
          ; the search took s = <ExactNumber value={taken} name="taken step" />
        </>
      )}
      .
    </>
  );
}

/** The exact η along the ray, and each trial with its slope. */
function rayFigure(search: LineSearch, values: RayProps['values']): DrawnFigure {
  const figure = curveFigure({
    ...{ name: 'line-search', title: 'Average reward along the direction', x: 'step', y: 'averageReward' },
    xs: lengthsOf(search),
    curves: { exact: values },
  });
  const tried = search.trials.map(({ step, slope, sign }) => ({
    ...{ step, series: `trial ${signOf(sign)}`, slope },
  }));
  return { ...figure, data: [...figure.data, ...tried] };
}

const MARKS = { on: '→', back: '←', flat: '–' } as const;

/** Where a trial points, as the search counts it. */
function signOf(sign: number): keyof typeof MARKS {
  if (sign === 0) return 'flat';
  return sign > 0 ? 'on' : 'back';
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

/** Where the exact η is largest; undefined where it is not known anywhere. */
function bestLength(lengths: readonly number[], values: RayProps['values']): number | undefined {
  const known = lengths.flatMap((length, i) => (values[i] == null ? [] : [{ length, value: values[i] }]));
  return known.reduce<(typeof known)[number] | undefined>(
    (best, each) => (best && best.value >= each.value ? best : each),
    undefined,
  )?.length;
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
          {search.trials.map(({ step, slope, sign }, i) => (
            <tr key={i}>
              <td>{i + 1}</td>
              <td class="digits">{step}</td>
              <td class="digits">{slope}</td>
              <td>{signOf(sign)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
