import type { SolveProgress } from '../engine/calls.js';
import { Curve } from './curve.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { Facts } from './facts.js';
import { FigureFrame } from './figure-frame.js';
import { Plot, rangeOf } from './plot.js';

interface SolveBoundsProps {
  readonly reports: readonly SolveProgress[];
  /** Whether more may come. */
  readonly busy: boolean;
}

/** The bounds of a solver on the value of the start, as they close; before the first report, their place. */
export function SolveBounds({ reports, busy }: SolveBoundsProps) {
  const finite = reports.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
  const last = finite.at(-1);
  if (!last && !busy) return null;
  const places = finite.map((_, i) => i);
  // The first bounds may be a hundred times as wide as those that follow.
  const up = rangeOf(
    finite.slice(Math.floor(finite.length / 20)).flatMap((report) => [report.lower, report.upper]),
  );
  const within = (value: number) => (value < up[0] || value > up[1] ? null : value);
  const lower = finite.map((report) => within(report.lower));
  const upper = finite.map((report) => within(report.upper));
  return (
    <>
      <FigureFrame figure={boundsFigure(finite)}>
        <Plot
          label="Lower and upper bound on the value of the start"
          across={[0, Math.max(1, finite.length - 1)]}
          up={up}
          xTitle="reports of the solver"
          yTitle="value of the start"
          height={200}
        >
          {(scales) => (
            <>
              <Curve xs={places} ys={lower} scales={scales} />
              <Curve class="curve noise" xs={places} ys={upper} scales={scales} />
              {finite.length === 1 && last && (
                <>
                  <circle class="mark" cx={scales.x(0)} cy={scales.y(last.lower)} r={4} />
                  <circle class="mark" cx={scales.x(0)} cy={scales.y(last.upper)} r={4} />
                </>
              )}
            </>
          )}
        </Plot>
        <p class="hint">
          <span class="key noise">upper bound</span> <span class="key">lower bound</span>
        </p>
      </FigureFrame>
      <h3>The optimal value of the start</h3>
      <Facts
        rows={[
          ['lower bound', last ? String(last.lower) : '–'],
          ['upper bound', last ? String(last.upper) : '–'],
        ]}
      />
    </>
  );
}

function boundsFigure(reports: readonly SolveProgress[]): DrawnFigure {
  return curveFigure({
    ...{ name: 'bounds', title: 'Bounds on the value of the start', x: 'report', y: 'value' },
    xs: reports.map((_, i) => i),
    curves: {
      lower: reports.map(({ lower }) => lower),
      upper: reports.map(({ upper }) => upper),
    },
  });
}
