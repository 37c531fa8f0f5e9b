import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { isNarrow, isWide } from './window-width.js';
import { endTicks, short, tickText } from './number-text.js';
import { rangeOf } from './plot.js';
import type { RunPoint, WatchedRun } from './run-buffer.js';
import type { Store } from './store.js';

const [WIDEST, WIDE, NARROW, HEIGHT] = [720, 480, 380, 204];
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 12, 24, 26];

/** Points that are marked on the curve; of more, evenly many, and the one that is looked at. */
const MARKS = 1000;

/** η along the run, with the optimum that the environment states. */
export function RunCurve({ store }: { readonly store: Store }) {
  const run = store.run.value;
  if (!run) return null;
  return (
    <section class="panel" aria-labelledby="curve">
      <h2 id="curve">{titleOf(store)}</h2>
      <p role="status" data-name="status">
        {statusOf(run)}
      </p>
      {run.stack && (
        <details>
          <summary>Where it failed</summary>
          <pre>{run.stack}</pre>
        </details>
      )}
      <Curve run={run} looked={store.point.value} onPick={(point) => store.set({ point })} />
    </section>
  );
}

/** The run by its number, and what it was forked from. */
function titleOf({ identity: { value: kept } }: Store): string {
  if (!kept) return 'The run';
  return kept.from
    ? `Run ${kept.id}, forked from run ${kept.from.run} at point ${kept.from.point}`
    : `Run ${kept.id}`;
}

function statusOf({ status, steps, end, error, recipe }: WatchedRun): string {
  if (error !== null) return `It failed: ${error}`;
  if (status === 'running') return `Running: ${steps} of ${recipe.budget} steps.`;
  if (!end) return `Paused after ${steps} of ${recipe.budget} steps.`;
  const reach = end.exact ? 'exact' : `± ${short(end.halfWidth ?? 0)}, simulated`;
  return `Average reward ${end.averageReward} (${reach}); ${end.steps} steps, ended: ${end.ended}.`;
}

interface CurveProps {
  readonly run: WatchedRun;
  readonly looked: RunPoint | undefined;
  readonly onPick: (point: number) => void;
}

function Curve({ run, looked, onPick }: CurveProps) {
  const shown = run.points.flatMap((point, place) =>
    point.averageReward === null ? [] : [{ place, steps: point.steps, value: point.averageReward }],
  );
  const optima = run.optimum === null ? [] : [run.optimum];
  const values = [...shown.map(({ value }) => value), ...optima];
  const width = isNarrow.value ? NARROW : isWide.value ? WIDEST : WIDE;
  const [low, high] = rangeOf(values);
  const span = high - low;
  const x = (steps: number) => LEFT + ((width - LEFT - RIGHT) * steps) / run.recipe.budget;
  const y = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (value - low)) / span;
  const path = shown.map(({ steps, value }) => `${x(steps)},${y(value)}`).join(' ');
  const apart = Math.ceil(shown.length / MARKS);
  const marked = shown.filter(({ place }, i) => i % apart === 0 || run.points[place] === looked);
  return (
    <FigureFrame figure={figureOf(shown)}>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label="Average reward against steps"
      >
        <line class="axis" x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <line class="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
        {values.length > 0 &&
          endTicks([low, high]).map((value) => (
            <text key={value} class="tick" x={LEFT - 6} y={y(value) + 4} text-anchor="end">
              {tickText(value)}
            </text>
          ))}
        <text class="tick" x={LEFT} y={12}>
          average reward η
        </text>
        <text class="tick" x={LEFT} y={HEIGHT - 8}>
          0
        </text>
        <text class="tick" x={width - RIGHT} y={HEIGHT - 8} text-anchor="end">
          {run.recipe.budget} steps
        </text>
        {run.optimum !== null && (
          <line class="optimum" x1={LEFT} x2={width - RIGHT} y1={y(run.optimum)} y2={y(run.optimum)} />
        )}
        {shown.length === 0 && (
          <text class="tick" x={(LEFT + width) / 2} y={HEIGHT / 2} text-anchor="middle">
            No value is known yet.
          </text>
        )}
        <polyline class="curve" points={path} />
        {marked.map(({ place, steps, value }) => (
          <circle
            key={place}
            class={run.points[place] === looked ? 'mark looked' : 'mark'}
            cx={x(steps)}
            cy={y(value)}
            r={run.points[place] === looked ? 5 : 3}
            onClick={() => onPick(place)}
          />
        ))}
      </svg>
    </FigureFrame>
  );
}

function figureOf(points: readonly { readonly steps: number; readonly value: number }[]): DrawnFigure {
  return {
    ...{ name: 'run', title: 'Average reward of the run', mark: 'line' },
    data: points.map(({ steps, value }, point) => ({ point: point + 1, steps, averageReward: value })),
    encoding: {
      x: { field: 'steps', type: 'quantitative' },
      y: { field: 'averageReward', type: 'quantitative', scale: { zero: false } },
    },
  };
}
