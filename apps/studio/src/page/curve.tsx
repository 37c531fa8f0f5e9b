import { line, type Scales } from './plot.js';
import { stretches } from './stretches.js';

interface CurveProps {
  readonly class?: string;
  readonly xs: readonly number[];
  /** One an x; null where it is not known. */
  readonly ys: readonly (number | null | undefined)[];
  readonly scales: Scales;
}

/** A curve, with a gap where values are not known; a value between two gaps is a small ring. */
export function Curve({ class: name = 'curve', xs, ys, scales }: CurveProps) {
  return (
    <>
      {stretches(xs, ys).map((stretch) =>
        stretch.xs.length > 1 ? (
          <polyline key={stretch.xs[0]} class={name} points={line(stretch.xs, stretch.ys, scales)} />
        ) : (
          <circle
            key={stretch.xs[0]}
            class={`${name} lone`}
            cx={scales.x(stretch.xs[0]!)}
            cy={scales.y(stretch.ys[0]!)}
            r={2.5}
          />
        ),
      )}
    </>
  );
}
