import { useState } from 'preact/hooks';
import type { ErrorMap, GradientAtBeta } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';
import { BetaSlider, lookedBeta } from './beta-slider.js';
import { ErrorCurves } from './error-curves.js';
import { type ErrorParts, errorShares } from './error-shares.js';
import { Facts } from './facts.js';
import { LastValue } from './last-value.js';
import { LengthField, lookedLength } from './length-field.js';
import { NoParameters } from './no-parameters.js';
import { pathLengths } from './path-lengths.js';
import { SpectrumDisc } from './spectrum-disc.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const BETAS = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99,
];

/** Bias², asymptotic variance and error of GPOMDP over β and over T, at the β and T that are chosen, and the eigenvalues of the chain. */
export function ErrorView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const beta = lookedBeta(store);
  const [maps] = useState(() => new LastValue<ErrorMap>());
  const { value, error, busy } = useComputed([recipe, theta, beta], async (signal) => {
    if (!recipe || !theta) return undefined;
    const of = { recipe, theta };
    const map = await maps.of(of, () => store.engine.call('errors', { ...of, betas: BETAS }, { signal }));
    return { map, chosen: await store.engine.call('gradients', { ...of, betas: [beta] }, { signal }) };
  });
  if (!theta) return <NoParameters store={store} what="There is no error" />;
  const at = value?.chosen.atBeta[0];
  return (
    <div aria-busy={busy}>
      <div class="view-settings">
        <BetaSlider store={store} />
        <LengthField store={store} />
      </div>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && at && <Errors map={value.map} at={at} steps={lookedLength(store)} />}
      {value && <SpectrumDisc eigenvalues={value.map.eigenvalues} />}
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
  const { squaredGradient, mixing } = map;
  if (squaredGradient === 0) return <p>∇η is zero here, so that no error is a share of it.</p>;
  const share = (of: ErrorParts, T: number) => errorShares(of, T, { squaredGradient, mixing });
  const lengths = pathLengths(steps);
  const byBeta = map.betas.map((beta, i) =>
    share({ beta, squaredBias: map.squaredBias[i]!, variance: map.variance[i]! }, steps),
  );
  const here = share(at, steps);
  const chosen = { error: here.error };
  const from = asymptoticFrom(at.beta, mixing);
  return (
    <>
      <div class="pair">
        <ErrorCurves
          {...{
            name: 'error',
            title: 'Bias and asymptotic variance against β',
            over: 'β',
            xs: map.betas,
            errors: byBeta,
          }}
          yTitle={`share of |∇η|² after T = ${steps} steps`}
          chosen={{ ...chosen, x: at.beta }}
          isLeastShown
        />
        <ErrorCurves
          {...{
            name: 'error-by-steps',
            title: 'Bias and asymptotic variance against T',
            over: 'T',
            xs: lengths,
          }}
          errors={lengths.map((T) => share(at, T))}
          yTitle={`share of |∇η|² with β = ${at.beta}`}
          chosen={{ ...chosen, x: steps }}
          isLogarithmic
        />
      </div>
      <p class="hint">
        Variance and error are asymptotic, lim T · Var / T: near those of T steps from about T = {from} on
        with β = {at.beta}, ten times the longer of 1/(1 − β) and the time to mix
        {mixing === null && ', which is not known here'}. They are left out for smaller T, where they are too
        large.
      </p>
      <Facts
        rows={[
          [`bias² with β = ${at.beta}, of |∇η|²`, String(here.bias)],
          [`asymptotic variance / T, T = ${steps}, of |∇η|²`, shown(here.variance, from)],
          ['asymptotic error, their sum, of |∇η|²', shown(here.error, from)],
        ]}
      />
    </>
  );
}

/** A number, or from which T on there is one. */
function shown(value: number | null, from: number): string {
  return value === null ? `from about T = ${from} on` : String(value);
}
