import type { Curve } from './curve-plot.js';
import { line, Plot, rangeOf } from './plot.js';

/** A learning curve as it is drawn and saved: each column's values by its name, null where one is not known. */
export interface DrawnCurve {
  readonly xs: readonly number[];
  readonly curves: Readonly<
    Record<'mean' | 'lower quartile' | 'upper quartile' | 'optimum', readonly (number | null)[]>
  >;
}

export function drawnCurve({ steps, mean, lower, upper }: Curve, optimum: number | null): DrawnCurve {
  const known = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return {
    xs: Array.from(steps),
    curves: {
      mean: known(mean),
      'lower quartile': known(lower),
      'upper quartile': known(upper),
      optimum: Array.from(steps, () => optimum),
    },
  };
}

interface CurveDrawingProps {
  readonly title: string;
  readonly drawn: DrawnCurve;
}

/** The curve as a drawing, which a file takes: the mean, the middle half as a band, the optimum. */
export function CurveDrawing({ title, drawn: { xs, curves } }: CurveDrawingProps) {
  const [lower, upper] = [curves['lower quartile'], curves['upper quartile']];
  const all = [...curves.mean, ...lower, ...upper, ...curves.optimum];
  return (
    <Plot
      label={title}
      across={[xs[0] ?? 0, xs.at(-1) ?? 1]}
      up={rangeOf(all)}
      xTitle="steps"
      yTitle="average reward η"
    >
      {(scales) => (
        <>
          <polygon
            class="band"
            points={[line(xs, lower, scales), ...line(xs, upper, scales).split(' ').reverse()].join(' ')}
          />
          <polyline class="curve" points={line(xs, curves.mean, scales)} />
          <polyline class="optimum" points={line(xs, curves.optimum, scales)} />
        </>
      )}
    </Plot>
  );
}
