import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { line, Plot, rangeOf } from './plot.js';

/** Shares of |∇η|². */
interface ErrorShares {
  readonly bias: number;
  readonly variance: number;
  readonly error: number;
}

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
  readonly chosen: { readonly x: number; readonly error: number };
  readonly isLogarithmic?: boolean;
  /** Whether the least error is marked. */
  readonly isLeastShown?: boolean;
}

/** Smaller shares are drawn here. */
const FLOOR = 1e-8;

/** Bias², variance and their sum over β or T, with the point that is chosen. */
export function ErrorCurves(props: ErrorCurvesProps) {
  const { over, xs, errors, yTitle, chosen, isLogarithmic = false, isLeastShown = false } = props;
  const drawn = (pick: (each: ErrorShares) => number) => errors.map((each) => Math.max(FLOOR, pick(each)));
  const [bias, variance, error] = [drawn((e) => e.bias), drawn((e) => e.variance), drawn((e) => e.error)];
  const best = errors.reduce((least, each, i) => (each.error < errors[least]!.error ? i : least), 0);
  const [least, most] = rangeOf([...bias, ...variance, ...error, Math.max(FLOOR, chosen.error)]);
  return (
    <>
      <FigureFrame figure={errorFigure(props)}>
        <Plot
          label={`Squared bias, variance and their sum against ${over}; at ${over} = ${chosen.x} the sum is ${chosen.error.toPrecision(4)} of |∇η|²`}
          across={[xs[0] ?? 0, Math.max(xs.at(-1) ?? 1, chosen.x)]}
          up={[least, most]}
          log={{ x: isLogarithmic, y: true }}
          xTitle={over}
          yTitle={yTitle}
        >
          {(scales) => (
            <>
              <polyline class="curve bias" points={line(xs, bias, scales)} />
              <polyline class="curve noise" points={line(xs, variance, scales)} />
              <polyline class="curve" points={line(xs, error, scales)} />
              {isLeastShown && (
                <circle class="least" cx={scales.x(xs[best]!)} cy={scales.y(error[best]!)} r={6} />
              )}
              <line
                class="looked-line"
                x1={scales.x(chosen.x)}
                x2={scales.x(chosen.x)}
                y1={scales.y(least)}
                y2={scales.y(most)}
              />
              <circle
                class="mark looked"
                cx={scales.x(chosen.x)}
                cy={scales.y(Math.max(FLOOR, chosen.error))}
                r={5}
              />
            </>
          )}
        </Plot>
      </FigureFrame>
      <p>
        <span class="key bias">bias²</span> <span class="key noise">variance</span>{' '}
        <span class="key">error</span>; the dot is the {over} that is chosen
        {isLeastShown && (
          <>
            , the ring the least error of the {xs.length} {over} that are tried, at {over} ={' '}
            <span data-name="best β">{xs[best]}</span>:{' '}
            <ExactNumber value={errors[best]!.error} name="least error" /> of |∇η|²
          </>
        )}
        .
      </p>
    </>
  );
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
      'bias²': errors.map(({ bias }) => bias),
      variance: errors.map(({ variance }) => variance),
      error: errors.map(({ error }) => error),
    },
  });
  const { x, ...rest } = figure.encoding;
  if (!isLogarithmic || !x) return figure;
  return { ...figure, encoding: { ...rest, x: { ...x, scale: { type: 'log' } } } };
}
