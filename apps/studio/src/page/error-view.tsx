import type { ErrorMap, GradientAtBeta } from '../engine/calls.js';
import { BetaSlider, lookedBeta } from './beta-slider.js';
import { ErrorCurves } from './error-curves.js';
import { Facts } from './facts.js';
import { LengthField, lookedLength } from './length-field.js';
import { NoParameters } from './no-parameters.js';
import { pathLengths } from './path-lengths.js';
import { SpectrumDisc } from './spectrum-disc.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const BETAS = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99,
];

/** Exact bias², variance and error of GPOMDP over β and over T, at the β and T that are chosen, and the eigenvalues of the chain. */
export function ErrorView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const beta = lookedBeta(store);
  const map = useComputed(JSON.stringify([recipe, theta]), async (signal) =>
    recipe && theta ? store.engine.call('errors', { recipe, theta, betas: BETAS }, { signal }) : undefined,
  );
  const chosen = useComputed(JSON.stringify([recipe, theta, beta]), async (signal) =>
    recipe && theta
      ? store.engine.call('gradients', { recipe, theta, betas: [beta] }, { signal })
      : undefined,
  );
  if (!theta) return <NoParameters store={store} what="There is no error" />;
  const at = chosen.value?.atBeta[0];
  return (
    <div aria-busy={map.busy || chosen.busy}>
      <div class="view-settings">
        <BetaSlider store={store} />
        <LengthField store={store} />
      </div>
      {map.error !== undefined && <p role="alert">{map.error}</p>}
      {map.value && at && <Errors map={map.value} at={at} steps={lookedLength(store)} />}
      {map.value && <SpectrumDisc eigenvalues={map.value.eigenvalues} />}
    </div>
  );
}

interface ErrorsProps {
  readonly map: ErrorMap;
  readonly at: GradientAtBeta;
  readonly steps: number;
}

/** Shares of |∇η|², over β after T steps and over T with β. */
function Errors({ map, at, steps }: ErrorsProps) {
  const { squaredGradient } = map;
  if (squaredGradient === 0) return <p>∇η is zero here, so that no error is a share of it.</p>;
  const share = ({ squaredBias, variance }: ErrorParts, T: number) => ({
    bias: squaredBias / squaredGradient,
    variance: variance / T / squaredGradient,
    error: (squaredBias + variance / T) / squaredGradient,
  });
  const lengths = pathLengths(steps);
  const byBeta = map.betas.map((_, i) =>
    share({ squaredBias: map.squaredBias[i]!, variance: map.variance[i]! }, steps),
  );
  const here = share(at, steps);
  const chosen = { error: here.error };
  return (
    <>
      <ErrorCurves
        {...{ name: 'error', title: 'Bias and variance against β', over: 'β', xs: map.betas, errors: byBeta }}
        yTitle={`share of |∇η|² after T = ${steps} steps`}
        chosen={{ ...chosen, x: at.beta }}
        isLeastShown
      />
      <ErrorCurves
        {...{ name: 'error-by-steps', title: 'Bias and variance against T', over: 'T', xs: lengths }}
        errors={lengths.map((T) => share(at, T))}
        yTitle={`share of |∇η|² with β = ${at.beta}`}
        chosen={{ ...chosen, x: steps }}
        isLogarithmic
      />
      <Facts
        rows={[
          [`bias² with β = ${at.beta}, of |∇η|²`, String(here.bias)],
          [`variance after T = ${steps}, of |∇η|²`, String(here.variance)],
          ['error, their sum, of |∇η|²', String(here.error)],
        ]}
      />
    </>
  );
}

type ErrorParts = Pick<GradientAtBeta, 'squaredBias' | 'variance'>;
