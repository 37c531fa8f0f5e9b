import type { ErrorMap } from '../engine/calls.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { line, Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const BETAS = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99,
];

/** Exact bias², variance and error of GPOMDP over β at T steps, and the eigenvalues of the chain. */
export function ErrorView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { steps } = store.state.value;
  const { value, error, busy } = useComputed(JSON.stringify([recipe, theta]), async (signal) =>
    recipe && theta ? store.engine.call('errors', { recipe, theta, betas: BETAS }, { signal }) : undefined,
  );
  if (!theta) return <p>This policy has no parameters.</p>;
  return (
    <div aria-busy={busy}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && <ErrorCurves map={value} steps={steps} />}
      {value && <Spectrum eigenvalues={value.eigenvalues} />}
    </div>
  );
}

/** Smaller shares are drawn here. */
const FLOOR = 1e-8;

function ErrorCurves({ map, steps }: { readonly map: ErrorMap; readonly steps: number }) {
  const { betas, squaredBias, variance, squaredGradient } = map;
  if (squaredGradient === 0) return <p>∇η is zero here.</p>;
  const share = (value: number) => Math.max(FLOOR, value / squaredGradient);
  const bias = squaredBias.map(share);
  const noise = variance.map((value) => share(value / steps));
  const error = squaredBias.map((value, i) => share(value + variance[i]! / steps));
  const best = error.indexOf(Math.min(...error));
  const [least, most] = rangeOf([...bias, ...noise, ...error]);
  return (
    <>
      <FigureFrame figure={figureOf(map, steps)}>
        <Plot
          label="Squared bias, variance and their sum against β"
          across={[0, 0.99]}
          up={[least, most]}
          log={{ y: true }}
          xTitle="β"
          yTitle={`share of |∇η|² after T = ${steps} steps`}
        >
          {(scales) => (
            <>
              <polyline class="curve bias" points={line(betas, bias, scales)} />
              <polyline class="curve noise" points={line(betas, noise, scales)} />
              <polyline class="curve" points={line(betas, error, scales)} />
              <circle class="mark looked" cx={scales.x(betas[best]!)} cy={scales.y(error[best]!)} r={5} />
            </>
          )}
        </Plot>
      </FigureFrame>
      <p>
        <span class="key bias">bias²</span> <span class="key noise">variance</span>{' '}
        <span class="key">error</span>: least at β = <span data-name="best β">{betas[best]}</span>,{' '}
        <ExactNumber value={error[best]!} name="least error" /> of |∇η|².
      </p>
    </>
  );
}

function Spectrum({ eigenvalues }: Pick<ErrorMap, 'eigenvalues'>) {
  if (!eigenvalues) return <p>The chain has too many nodes for its whole spectrum.</p>;
  const sizes = eigenvalues.map(({ real, imaginary }) => Math.hypot(real, imaginary)).sort((a, b) => b - a);
  return (
    <figure class="spectrum">
      <FigureFrame figure={spectrumFigure(eigenvalues)}>
        <svg class="chart" viewBox="-1.15 -1.15 2.3 2.3" role="img" aria-label="Eigenvalues in the unit disc">
          <circle class="disc" cx={0} cy={0} r={1} />
          <line class="axis thin" x1={-1} x2={1} y1={0} y2={0} />
          <line class="axis thin" x1={0} x2={0} y1={-1} y2={1} />
          {eigenvalues.map(({ real, imaginary }, i) => (
            <circle key={i} class="mark" cx={real} cy={-imaginary} r={0.03} />
          ))}
        </svg>
      </FigureFrame>
      <figcaption>
        Eigenvalues of the chain of state and memory; the second largest has modulus{' '}
        <ExactNumber value={sizes[1] ?? 0} name="second modulus" />.
      </figcaption>
    </figure>
  );
}

/** Shares of |∇η|², not cut off below. */
function figureOf({ betas, squaredBias, variance, squaredGradient }: ErrorMap, steps: number): DrawnFigure {
  const share = (value: number) => value / squaredGradient;
  return curveFigure({
    ...{ name: 'error', title: 'Bias and variance against β', x: 'β', y: 'share', logY: true, xs: betas },
    curves: {
      'bias²': squaredBias.map(share),
      variance: variance.map((value) => share(value / steps)),
      error: squaredBias.map((value, i) => share(value + variance[i]! / steps)),
    },
  });
}

function spectrumFigure(eigenvalues: NonNullable<ErrorMap['eigenvalues']>): DrawnFigure {
  return {
    ...{ name: 'spectrum', title: 'Eigenvalues of the chain', mark: 'point' },
    data: eigenvalues.map(({ real, imaginary }) => ({ real, imaginary })),
    encoding: {
      x: { field: 'real', type: 'quantitative' },
      y: { field: 'imaginary', type: 'quantitative' },
    },
  };
}
