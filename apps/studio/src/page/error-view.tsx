import type { ErrorMap, FiniteErrors } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';
import { BetaSlider } from './beta-slider.js';
import { endingsSentence } from './endings-sentence.js';
import { ErrorCurves } from './error-curves.js';
import {
  bestKnown,
  type ErrorParts,
  type ErrorPlace,
  errorShares,
  type ErrorShares,
} from './error-shares.js';
import { Facts } from './facts.js';
import { LengthField } from './length-field.js';
import { NoParameters } from './no-parameters.js';
import { SpectrumDisc } from './spectrum-disc.js';
import type { Store } from './store.js';
import { type KnownErrors, useErrors } from './use-errors.js';
import { timeText } from './time-text.js';
import type { Asked } from './use-asked.js';
import { useChosenError } from './use-chosen-error.js';
import { useFiniteErrors } from './use-finite-errors.js';

/** Bias², variance and error of GPOMDP over β and over T, at the β and T that are chosen, and the eigenvalues of the chain. */
export function ErrorView({ store }: { readonly store: Store }) {
  const { value, error, busy } = useErrors(store);
  const finite = useFiniteErrors(store, value);
  const own = useChosenError(store, value);
  if (!store.theta.value) return <NoParameters store={store} what="There is no error" />;
  return (
    <div aria-busy={busy || finite.busy || own.busy}>
      <div class="view-settings">
        <BetaSlider store={store} />
        <LengthField store={store} />
      </div>
      {[error, finite.error, own.error].map((each) => each !== undefined && <p role="alert">{each}</p>)}
      {value && <Errors errors={value} finite={finite.value} own={own} />}
      {value && <SpectrumDisc eigenvalues={value.map.eigenvalues} />}
    </div>
  );
}

interface ErrorsProps {
  readonly errors: KnownErrors;
  /** Undefined until they are computed. */
  readonly finite: FiniteErrors | undefined;
  readonly own: Asked<FiniteErrors | undefined>;
}

/** Shares of |∇η|², over β after T steps and over T with β. */
function Errors({ errors, finite, own }: ErrorsProps) {
  const { map, at, steps, lengths } = errors;
  const { squaredGradient, mixing, ends } = map;
  if (squaredGradient === 0) return <p>∇η is zero here, so that no error is a share of it.</p>;
  const share = (of: ErrorParts, place: ErrorPlace) => errorShares(of, place, { squaredGradient, mixing });
  const byBeta = map.betas.map((beta, i) => {
    const parts = { beta, squaredBias: map.squaredBias[i]!, variance: map.variance[i]! };
    return share(parts, { steps, exact: finite?.byBeta[i] ?? null });
  });
  const exactAt = (T: number, i: number) =>
    finite?.byLength[i] ?? (T === steps ? own.value?.byLength[0] : undefined) ?? null;
  const byLength = lengths.map((T, i) => share(at, { steps: T, exact: exactAt(T, i) }));
  const here = byLength[lengths.indexOf(steps)]!;
  const chosen = { error: bestKnown(here) };
  const from = asymptoticFrom(at.beta, mixing);
  return (
    <>
      <div class="pair">
        <ErrorCurves
          {...{ name: 'error', title: 'Bias², variance and error against β', over: 'β', xs: map.betas }}
          errors={byBeta}
          yTitle={`share of |∇η|² after T = ${steps} steps`}
          chosen={{ ...chosen, x: at.beta }}
          isLeastShown
        />
        <ErrorCurves
          {...{
            name: 'error-by-steps',
            title: 'Bias², variance and error against T',
            over: 'T',
            xs: lengths,
          }}
          errors={byLength}
          yTitle={`share of |∇η|² with β = ${at.beta}`}
          chosen={{ ...chosen, x: steps }}
          isLogarithmic
        />
      </div>
      <ErrorHint beta={at.beta} {...{ mixing, ends }} />
      <ErrorFacts {...{ here, beta: at.beta, steps, from }} isComputed={finite !== undefined && !own.busy} />
      {finite && !here.exact && !own.busy && (
        <button type="button" onClick={() => own.ask()}>
          Compute the exact error after T = {steps} steps with β = {at.beta}: about{' '}
          {timeText(Math.max(1, finite.seconds))}
        </button>
      )}
    </>
  );
}

/** What the curves mean, and for which T. */
function ErrorHint({ beta, mixing, ends }: Pick<ErrorMap, 'mixing' | 'ends'> & { readonly beta: number }) {
  return (
    <p class="hint">
      Bias² of the limit, asymptotic variance (lim T · Var / T) and their sum are those of long runs: near
      those of T steps from about T = {asymptoticFrom(beta, mixing)} on with β = {beta}, ten times the longer
      of 1/(1 − β) and the time to mix{mixing === null && ', which is not known here'}. They may be far off
      for smaller T, where variance and error are left out.{endingsSentence(ends)} Exact bias², variance and
      error are those of T steps from the beginning of an episode on; they are left out where they take too
      long, until they are asked for at the β and T that are chosen.
    </p>
  );
}

interface ErrorFactsProps {
  readonly here: ErrorShares;
  readonly beta: number;
  readonly steps: number;
  /** The T from which on the asymptotic error is shown. */
  readonly from: number;
  /** Whether the exact error is computed, if it does not take too long. */
  readonly isComputed: boolean;
}

function ErrorFacts({ here, beta, steps, from, isComputed }: ErrorFactsProps) {
  const exact = (value: number | undefined) =>
    value === undefined ? (isComputed ? 'takes too long here' : 'is being computed') : String(value);
  return (
    <Facts
      rows={[
        [`bias² of the limit with β = ${beta}, of |∇η|²`, String(here.bias)],
        [`asymptotic variance / T, T = ${steps}, of |∇η|²`, shown(here.variance, from)],
        ['asymptotic error, their sum, of |∇η|²', shown(here.error, from)],
        [`exact bias² after T = ${steps} steps, of |∇η|²`, exact(here.exact?.bias)],
        [`exact variance after T = ${steps} steps, of |∇η|²`, exact(here.exact?.variance)],
        [`exact error after T = ${steps} steps, of |∇η|²`, exact(here.exact?.error)],
      ]}
    />
  );
}

/** A number, or from which T on there is one. */
function shown(value: number | null, from: number): string {
  return value === null ? `from about T = ${from} on` : String(value);
}
