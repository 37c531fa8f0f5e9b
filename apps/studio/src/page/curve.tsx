import { line, type Scales } from './plot.js';
import { stretches } from './stretches.js';

interface CurveProps {
  readonly class?: string;
  readonly xs: readonly number[];
  /** One an x; null where it is not known. */
  readonly ys: readonly (number | null | undefined)[];
  readonly scales: Scales;
}

/** A curve, with a gap where values are not known. */
export function Curve({ class: name = 'curve', xs, ys, scales }: CurveProps) {
  return (
    <>
      {stretches(xs, ys).map((stretch) => (
        <polyline key={stretch.xs[0]} class={name} points={line(stretch.xs, stretch.ys, scales)} />
      ))}
    </>
  );
}
