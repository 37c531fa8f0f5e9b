import { useEffect, useRef, useState } from 'preact/hooks';
import type { DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { type PathPlane, pathPlane } from './path-directions.js';
import { rangeOf } from './plot.js';
import type { Store } from './store.js';

const CELLS = 33;
const SIZE = 396;

type Rows = readonly (readonly (number | null)[] | undefined)[];

/** The exact η over the plane of the run, with the path of θ on it. */
export function SurfaceView({ store }: { readonly store: Store }) {
  const run = store.run.value;
  const plane = run && run.status !== 'running' ? pathPlane(run.points) : undefined;
  const key = JSON.stringify([run?.recipe, plane]);
  const [rows, setRows] = useState<Rows>([]);
  const [error, setError] = useState<string>();
  const reach = plane ? reachOf(plane) : 1;
  const ticks = Array.from({ length: CELLS }, (_, i) => reach * (-1 + (2 * i) / (CELLS - 1)));
  useEffect(() => {
    setRows([]);
    setError(undefined);
    if (!run || !plane) return undefined;
    const controller = new AbortController();
    const question = {
      ...{ recipe: run.recipe, theta: plane.center, directions: plane.directions },
      ...{ across: ticks, down: ticks },
    };
    const onEvent = ({ row, values }: { row: number; values: readonly (number | null)[] }) =>
      setRows((before) => Object.assign([...before], { [row]: values }));
    store.engine
      .call('surface', question, { signal: controller.signal, onEvent })
      .catch((thrown: unknown) => {
        if (!controller.signal.aborted) setError(thrown instanceof Error ? thrown.message : String(thrown));
      });
    return () => controller.abort();
  }, [key, run?.status]);
  if (run?.status === 'running') return <p>The surface is drawn once the run has ended.</p>;
  if (!plane) return <p>A surface takes two parameters, and a run whose policy keeps its parameters.</p>;
  return (
    <>
      {error !== undefined && <p role="alert">{error}</p>}
      <Heat rows={rows} plane={plane} reach={reach} />
    </>
  );
}

/** How far the picture reaches from the last iterate, to each side. */
function reachOf({ path }: PathPlane): number {
  return 1.25 * path.reduce((most, [a, b]) => Math.max(most, Math.abs(a), Math.abs(b)), 1);
}

interface HeatProps {
  readonly rows: Rows;
  readonly plane: PathPlane;
  readonly reach: number;
}

function Heat({ rows, plane, reach }: HeatProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const values = rows.flatMap((row) => row ?? []);
  const [least, most] = rangeOf(values);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const side = SIZE / CELLS;
    context.clearRect(0, 0, SIZE, SIZE);
    rows.forEach((row, j) =>
      row?.forEach((value, i) => {
        if (value === null) return;
        context.fillStyle = colour((value - least) / (most - least));
        context.fillRect(i * side, SIZE - (j + 1) * side, Math.ceil(side), Math.ceil(side));
      }),
    );
  }, [rows]);
  const place = (value: number) => (SIZE * (value + reach)) / (2 * reach);
  const points = plane.path.map(([a, b]) => [place(a), SIZE - place(b)] as const);
  const known = values.filter((value) => value !== null);
  return (
    <>
      <FigureFrame figure={figureOf(rows, reach)}>
        <div class="heat">
          <canvas
            ref={canvas}
            width={SIZE}
            height={SIZE}
            role="img"
            aria-label="Exact average reward over the plane of the run"
          />
          <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
            <polyline class="path" points={points.map(([x, y]) => `${x},${y}`).join(' ')} />
            {points.map(([x, y], i) => (
              <circle key={i} class="path-point" cx={x} cy={y} r={i === points.length - 1 ? 6 : 3} />
            ))}
          </svg>
        </div>
      </FigureFrame>
      <p>
        η from <ExactNumber value={least} /> (dark) to{' '}
        <ExactNumber value={most} digits={6} name="surface maximum" /> (bright);{' '}
        <span data-name="surface cells">{known.length}</span> of {CELLS * CELLS} points. The large dot is the
        last iterate.
      </p>
    </>
  );
}

function figureOf(rows: Rows, reach: number): DrawnFigure {
  const at = (i: number) => reach * (-1 + (2 * i) / (CELLS - 1));
  const data = rows.flatMap((row, j) =>
    (row ?? []).flatMap((value, i) =>
      value === null ? [] : [{ across: at(i), up: at(j), averageReward: value }],
    ),
  );
  return {
    ...{ name: 'surface', title: 'Average reward over the plane of the run', data, mark: 'rect' },
    encoding: {
      x: { field: 'across', type: 'ordinal' },
      y: { field: 'up', type: 'ordinal', sort: 'descending' },
      color: { field: 'averageReward', type: 'quantitative' },
    },
  };
}

/** Dark blue to yellow, by lightness, so that it reads without colour too. */
function colour(share: number): string {
  return `hsl(${250 - 190 * share} 70% ${18 + 62 * share}%)`;
}
