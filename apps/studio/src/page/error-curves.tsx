import { Curve } from './curve.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { type ErrorShares, leastError } from './error-shares.js';
import { Plot, rangeOf } from './plot.js';

interface ErrorCurvesProps {
  /** A file name without its ending. */
  readonly name: string;
  readonly title: string;
  /** What goes across: β or T. */
  readonly over: string;
  readonly xs: readonly number[];
  /** One an x. */
  readonly errors: readonly ErrorShares[];
  readonly yTitle: string;
  /** The point that is chosen. */
  readonly chosen: { readonly x: number; readonly error: number | null };
  readonly isLogarithmic?: boolean;
  /** Whether the least error is marked. */
  readonly isLeastShown?: boolean;
}

/** Smaller shares are drawn here. */
const FLOOR = 1e-8;

/** Bias², variance and their sum over β or T, for long runs and exactly after T steps, and the point that is chosen. */
export function ErrorCurves(props: ErrorCurvesProps) {
  const { over, xs, errors, yTitle, chosen, isLogarithmic = false, isLeastShown = false } = props;
  const drawn = (pick: (each: ErrorShares) => number | null) => errors.map((each) => floored(pick(each)));
  const [bias, variance, error] = [drawn((e) => e.bias), drawn((e) => e.variance), drawn((e) => e.error)];
  const best = isLeastShown ? leastError(xs, errors) : undefined;
  const exact = {
    bias: drawn((e) => e.exact && e.exact.bias),
    variance: drawn((e) => e.exact && e.exact.variance),
    error: drawn((e) => e.exact && e.exact.error),
  };
  const chosenError = floored(chosen.error);
  const [least, most] = rangeOf([
    ...[...bias, ...variance, ...error, chosenError],
    ...[...exact.bias, ...exact.variance, ...exact.error],
  ]);
  return (
    <div>
      <FigureFrame figure={errorFigure(props)}>
        <Plot
          label={`Squared bias, variance and their sum against ${over}; at ${over} = ${chosen.x} the sum is ${chosen.error === null ? 'not known' : `${chosen.error.toPrecision(4)} of |∇η|²`}`}
          across={[xs[0] ?? 0, Math.max(xs.at(-1) ?? 1, chosen.x)]}
          up={[least, most]}
          log={{ x: isLogarithmic, y: true }}
          xTitle={over}
          yTitle={yTitle}
        >
          {(scales) => (
            <>
              <Curve class="curve bias" xs={xs} ys={bias} scales={scales} />
              <Curve xs={xs} ys={error} scales={scales} />
              <Curve class="curve noise dashed" xs={xs} ys={variance} scales={scales} />
              <Curve class="curve exact bias" xs={xs} ys={exact.bias} scales={scales} />
              <Curve class="curve exact dashed" xs={xs} ys={exact.variance} scales={scales} />
              <Curve class="curve exact" xs={xs} ys={exact.error} scales={scales} />
              {best && (
                <circle
                  class="least"
                  cx={scales.x(best.x)}
                  cy={scales.y(Math.max(FLOOR, best.error))}
                  r={6}
                />
              )}
              <line
                class="looked-line"
                x1={scales.x(chosen.x)}
                x2={scales.x(chosen.x)}
                y1={scales.y(least)}
                y2={scales.y(most)}
              />
              {chosenError !== null && (
                <circle class="mark looked" cx={scales.x(chosen.x)} cy={scales.y(chosenError)} r={5} />
              )}
            </>
          )}
        </Plot>
      </FigureFrame>
      <p>
        <span class="key bias">bias² of the limit</span>{' '}
        <span class="key noise dashed">asymptotic variance</span> <span class="key">asymptotic error</span>
        {exact.error.some((each) => each !== null) && (
          <>
            {' '}
            <span class="key exact bias">exact bias²</span>{' '}
            <span class="key exact dashed">exact variance</span> <span class="key exact">exact error</span>
          </>
        )}
        ; the dot is the {over} that is chosen
        {best && (
          <>
            , the ring the least error of the {over} that are drawn, at{' '}
            <span class="symbol">
              {over} = <span data-name={`best ${over}`}>{best.x}</span>
            </span>
            : <ExactNumber value={best.error} name="least error" /> of <span class="symbol">|∇η|²</span>
          </>
        )}
        .
      </p>
    </div>
  );
}

/** A share that has a place on an axis of powers of ten. */
function floored(share: number | null): number | null {
  return share === null ? null : Math.max(FLOOR, share);
}

/** Shares of |∇η|², not cut off below. */
function errorFigure({
  name,
  title,
  over,
  xs,
  errors,
  isLogarithmic = false,
}: ErrorCurvesProps): DrawnFigure {
  const figure = curveFigure({
    ...{ name, title, x: over, y: 'share', logY: true, xs },
    curves: {
      'bias² of the limit': errors.map(({ bias }) => bias),
      'asymptotic variance': errors.map(({ variance }) => variance),
      'asymptotic error': errors.map(({ error }) => error),
      'exact bias²': errors.map(({ exact }) => exact && exact.bias),
      'exact variance': errors.map(({ exact }) => exact && exact.variance),
      'exact error': errors.map(({ exact }) => exact && exact.error),
    },
  });
  const { x, ...rest } = figure.encoding;
  if (!isLogarithmic || !x) return figure;
  return { ...figure, encoding: { ...rest, x: { ...x, scale: { type: 'log' } } } };
}
