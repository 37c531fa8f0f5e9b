import type { Curve } from './curve-plot.js';
import { line, Plot, rangeOf } from './plot.js';

interface LearningDrawingProps {
  readonly curve: Curve;
  /** η*, where it is known. */
  readonly optimum: number | null;
}

/** A learning curve as a drawing, for files: the page shows it on a canvas. */
export function LearningDrawing({ curve, optimum }: LearningDrawingProps) {
  const steps = [...curve.steps];
  const [mean, lower, upper] = [curve.mean, curve.lower, curve.upper].map(knownOf);
  return (
    <div hidden>
      <Plot
        label="Learning curve"
        across={[0, steps.at(-1) ?? 1]}
        up={rangeOf([...mean!, ...lower!, ...upper!, optimum])}
        xTitle="steps"
        yTitle="average reward η"
      >
        {(scales) => (
          <>
            <polygon
              class="band"
              points={`${line(steps, lower!, scales)} ${line(steps, upper!, scales).split(' ').reverse().join(' ')}`}
            />
            <polyline class="curve" points={line(steps, mean!, scales)} />
            {optimum !== null && (
              <line
                class="optimum"
                x1={scales.x(0)}
                x2={scales.x(steps.at(-1) ?? 1)}
                y1={scales.y(optimum)}
                y2={scales.y(optimum)}
              />
            )}
          </>
        )}
      </Plot>
    </div>
  );
}

function knownOf(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
