import { asymptoticFrom } from './asymptotic-from.js';
import { BetaSlider } from './beta-slider.js';
import { ErrorCurves } from './error-curves.js';
import { type ErrorParts, errorShares } from './error-shares.js';
import { Facts } from './facts.js';
import { LengthField } from './length-field.js';
import { NoParameters } from './no-parameters.js';
import { SpectrumDisc } from './spectrum-disc.js';
import type { Store } from './store.js';
import { type KnownErrors, useErrors } from './use-errors.js';

/** Bias², asymptotic variance and error of GPOMDP over β and over T, at the β and T that are chosen, and the eigenvalues of the chain. */
export function ErrorView({ store }: { readonly store: Store }) {
  const { value, error, busy } = useErrors(store);
  if (!store.theta.value) return <NoParameters store={store} what="There is no error" />;
  return (
    <div aria-busy={busy}>
      <div class="view-settings">
        <BetaSlider store={store} />
        <LengthField store={store} />
      </div>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && <Errors errors={value} />}
      {value && <SpectrumDisc eigenvalues={value.map.eigenvalues} />}
    </div>
  );
}

/** Shares of |∇η|², over β after T steps and over T with β. */
function Errors({ errors }: { readonly errors: KnownErrors }) {
  const { map, at, steps, lengths } = errors;
  const { squaredGradient, mixing } = map;
  if (squaredGradient === 0) return <p>∇η is zero here, so that no error is a share of it.</p>;
  const share = (of: ErrorParts, T: number, exact: number | null) =>
    errorShares(of, { steps: T, exact }, { squaredGradient, mixing });
  const byBeta = map.betas.map((beta, i) => {
    const parts = { beta, squaredBias: map.squaredBias[i]!, variance: map.variance[i]! };
    return share(parts, steps, errors.exactByBeta[i]!);
  });
  const byLength = lengths.map((T, i) => share(at, T, errors.exactByLength[i]!));
  const here = byLength[lengths.indexOf(steps)]!;
  const chosen = { error: here.error ?? here.exact };
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
          errors={byLength}
          yTitle={`share of |∇η|² with β = ${at.beta}`}
          chosen={{ ...chosen, x: steps }}
          isLogarithmic
        />
      </div>
      <p class="hint">
        Variance and error are asymptotic, lim T · Var / T: near those of T steps from about T = {from} on
        with β = {at.beta}, ten times the longer of 1/(1 − β) and the time to mix
        {mixing === null && ', which is not known here'}. They are left out for smaller T, where they are too
        large: there the picture has the exact error of T steps from the beginning of an episode on, unless it
        takes too long.
      </p>
      <Facts
        rows={[
          [`bias² with β = ${at.beta}, of |∇η|²`, String(here.bias)],
          [`asymptotic variance / T, T = ${steps}, of |∇η|²`, shown(here.variance, from)],
          ['asymptotic error, their sum, of |∇η|²', shown(here.error, from)],
          ...(steps < from
            ? [[`exact error after T = ${steps} steps, of |∇η|²`, exactText(here.exact)] as const]
            : []),
        ]}
      />
    </>
  );
}

/** A number, or from which T on there is one. */
function shown(value: number | null, from: number): string {
  return value === null ? `from about T = ${from} on` : String(value);
}

function exactText(value: number | null): string {
  return value === null ? 'takes too long here' : String(value);
}
