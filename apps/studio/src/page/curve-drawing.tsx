import { curveColumns, type CurveColumn, heightOf, type ShownCurves, stepsOf } from './curve-columns.js';
import { line, Plot, type Scales } from './plot.js';

interface CurveDrawingProps {
  readonly title: string;
  readonly shown: ShownCurves;
}

/** Curves as a drawing, which a file takes: means, the middle halves as bands, a run by itself, the bracket of the optimum. */
export function CurveDrawing({ title, shown }: CurveDrawingProps) {
  const xs = stepsOf(shown);
  const all = curveColumns(shown);
  const [least, most] = heightOf(all);
  // What is far above is drawn at the upper edge.
  const columns = all.map((column) =>
    column.isFar ? { ...column, values: column.values.map(() => most) } : column,
  );
  return (
    <Plot
      label={title}
      across={[xs[0] ?? 0, xs.at(-1) ?? 1]}
      up={[least, most]}
      xTitle="steps"
      yTitle="average reward η"
    >
      {(scales) => (
        <>
          {columns.map((column, i) =>
            column.role === 'upper' || column.role === 'at most' ? (
              <Band key={i} lower={columns[i - 1]!} upper={column} {...{ xs, scales }} />
            ) : null,
          )}
          {columns.map(({ label, role, line: colour, values, isFar }) =>
            role === 'lower' || role === 'upper' || isFar ? null : (
              <polyline key={label} class={classOf(role, colour)} points={line(xs, values, scales)} />
            ),
          )}
        </>
      )}
    </Plot>
  );
}

interface BandProps {
  readonly lower: CurveColumn;
  readonly upper: CurveColumn;
  readonly xs: readonly number[];
  readonly scales: Scales;
}

function Band({ lower, upper, xs, scales }: BandProps) {
  const back = line(xs, lower.values, scales).split(' ').reverse();
  const isOptimum = upper.role === 'at most';
  return (
    <polygon
      class={isOptimum ? 'band bracket' : `band band-${upper.line}`}
      points={[line(xs, upper.values, scales), ...back].join(' ')}
    />
  );
}

function classOf(role: CurveColumn['role'], colour: number): string {
  if (role === 'mean') return `curve line-${colour}`;
  return role === 'run' ? 'curve single' : 'optimum';
}
