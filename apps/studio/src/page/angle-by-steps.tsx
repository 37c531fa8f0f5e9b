import type { AngleSummary, EstimatesSoFar } from '../engine/estimate-calls.js';
import { Curve } from './curve.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { line, Plot, type Scales } from './plot.js';
import { stretches } from './stretches.js';

interface AngleByStepsProps {
  readonly soFar: EstimatesSoFar | undefined;
  /** T that is looked at. */
  readonly looked: number;
  /** The angle between the exact gradients, in degrees, which bias leaves however large T is; null where one of them is zero. */
  readonly limit: number | null;
}

/** The angles of the estimates to both exact gradients, against T. */
export function AngleBySteps({ soFar, looked, limit }: AngleByStepsProps) {
  const at = soFar?.at ?? [];
  const steps = at.map((each) => each.steps);
  const [least, most] = degreesRange(at, limit);
  const ends: readonly [number, number] = [Math.min(100, looked), Math.max(100_000, looked)];
  return (
    <FigureFrame figure={angleByStepsFigure(soFar, limit)}>
      <Plot
        label={`Angle of the estimates to the exact gradients against T${inWords(soFar)}`}
        across={ends}
        up={[least, most]}
        log={{ x: true, y: true }}
        xTitle="T, steps of an estimate"
        yTitle="degrees"
        height={260}
      >
        {(scales) => (
          <>
            <Band at={at.map(({ toGradient }) => toGradient)} {...{ steps, scales, least }} />
            {limit !== null && limit >= least && (
              <line
                class="limit"
                x1={scales.x(ends[0])}
                x2={scales.x(ends[1])}
                y1={scales.y(limit)}
                y2={scales.y(limit)}
              />
            )}
            <Curve xs={steps} ys={at.map((each) => each.toGradient.mean)} scales={scales} />
            <Curve class="curve noise" xs={steps} ys={at.map((each) => each.toLimit.mean)} scales={scales} />
            {at.map((each) =>
              each.toGradient.degrees.map(
                (angle, path) =>
                  angle !== null &&
                  angle >= least && (
                    <circle
                      key={`${each.steps} ${path}`}
                      class="sample"
                      cx={scales.x(each.steps)}
                      cy={scales.y(angle)}
                      r={2.5}
                    />
                  ),
              ),
            )}
            <LookedMark {...{ at, looked, scales }} ends={[least, most]} />
          </>
        )}
      </Plot>
      <p class="hint">
        <span class="key">to ∇η, mean of the paths</span> with{' '}
        {soFar ? `its interval (${soFar.interval})` : 'its interval'}, a dot a path;{' '}
        <span class="key noise">to ∇_βη</span>;{' '}
        <span class="key limit">the angle between both exact gradients</span>, to which the first comes as T
        grows. An estimate of zero has no angle and is left out.
      </p>
    </FigureFrame>
  );
}

/** The degrees that are drawn, from the least mean or path up: the foot of an interval may be 0. */
function degreesRange(at: EstimatesSoFar['at'], limit: number | null): readonly [number, number] {
  const all = at.flatMap(({ toGradient, toLimit }) => [...toGradient.degrees, toGradient.mean, toLimit.mean]);
  const drawn = [...all, limit].filter((angle) => angle !== null && angle >= LEAST_ANGLE).map(Number);
  const most = Math.max(LEAST_ANGLE, ...drawn, ...at.map(({ toGradient }) => toGradient.high ?? 0));
  return [Math.min(most / 10, ...drawn), most];
}

/** Smaller angles are rounding. */
const LEAST_ANGLE = 1e-6;

interface BandProps {
  readonly at: readonly AngleSummary[];
  readonly steps: readonly number[];
  readonly scales: Scales;
  /** Degrees at the foot of the picture. */
  readonly least: number;
}

/** The intervals, over each stretch of T that have one. */
function Band({ at, steps, scales, least }: BandProps) {
  const within = (angle: number | null) => (angle === null ? null : Math.max(least, angle));
  const low = stretches(
    steps,
    at.map((each) => within(each.low)),
  );
  const high = stretches(
    steps,
    at.map((each) => within(each.high)),
  );
  return (
    <>
      {high.map((top, i) => (
        <polygon
          key={top.xs[0]}
          class="band band-0"
          points={`${line(top.xs, top.ys, scales)} ${line(low[i]!.xs.toReversed(), low[i]!.ys.toReversed(), scales)}`}
        />
      ))}
    </>
  );
}

interface LookedMarkProps {
  readonly at: EstimatesSoFar['at'];
  readonly looked: number;
  readonly scales: Scales;
  readonly ends: readonly [least: number, most: number];
}

/** Where T that is looked at stands. */
function LookedMark({ at, looked, scales, ends: [least, most] }: LookedMarkProps) {
  const mean = at.find(({ steps }) => steps === looked)?.toGradient.mean;
  return (
    <>
      <line
        class="looked-line"
        x1={scales.x(looked)}
        x2={scales.x(looked)}
        y1={scales.y(least)}
        y2={scales.y(most)}
      />
      {mean != null && <circle class="mark looked" cx={scales.x(looked)} cy={scales.y(mean)} r={5} />}
    </>
  );
}

function inWords(soFar: EstimatesSoFar | undefined): string {
  const of = (angle: AngleSummary) => (angle.mean === null ? 'not known' : `${angle.mean.toPrecision(3)}°`);
  const all = soFar?.at.map(({ steps, toGradient }) => `${of(toGradient)} to ∇η after ${steps}`);
  return all ? `: ${all.join(', ')}` : '';
}

function angleByStepsFigure(soFar: EstimatesSoFar | undefined, limit: number | null): DrawnFigure {
  const at = soFar?.at ?? [];
  const of = (pick: (each: EstimatesSoFar['at'][number]) => number | null) => at.map(pick);
  const paths = Object.fromEntries(
    Array.from({ length: soFar?.paths ?? 0 }, (_, path) => [
      `to ∇η on path ${path + 1}`,
      of(({ toGradient }) => toGradient.degrees[path] ?? null),
    ]),
  );
  const figure = curveFigure({
    ...{ name: 'angle-by-steps', title: 'Angle of the estimates against T', x: 'T', y: 'degrees' },
    xs: at.map(({ steps }) => steps),
    curves: {
      'mean angle to ∇η': of(({ toGradient }) => toGradient.mean),
      'mean angle to ∇_βη': of(({ toLimit }) => toLimit.mean),
      'between both exact gradients': of(() => limit),
      ...paths,
    },
    bands: {
      ...{ low: 'lowerEnd', high: 'upperEnd' },
      of: {
        'mean angle to ∇η': {
          low: of((each) => each.toGradient.low),
          high: of((each) => each.toGradient.high),
        },
        'mean angle to ∇_βη': { low: of((each) => each.toLimit.low), high: of((each) => each.toLimit.high) },
      },
    },
  });
  const { x, ...rest } = figure.encoding;
  return { ...figure, encoding: { ...rest, ...(x && { x: { ...x, scale: { type: 'log' } } }) } };
}
