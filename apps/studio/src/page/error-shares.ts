import type { ErrorMap, GradientAtBeta } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';

/** Shares of |∇η|². Variance and error are asymptotic, null where T is too small for them. */
export interface ErrorShares {
  readonly bias: number;
  readonly variance: number | null;
  readonly error: number | null;
  /** The exact error after T steps, where T is too small for the asymptotic one; null elsewhere, and where it takes too long. */
  readonly exact: number | null;
}

/** The parts of an error at one β. */
export type ErrorParts = Pick<GradientAtBeta, 'beta' | 'squaredBias' | 'variance'>;

/** Where errors are compared: after T steps, of which the exact error may be known. */
export interface ErrorPlace {
  readonly steps: number;
  /** E‖Δ_T − ∇η‖² */
  readonly exact: number | null;
}

/** Bias², asymptotic variance / T and their sum, or the exact error where T is too small for them. */
export function errorShares(
  { beta, squaredBias, variance }: ErrorParts,
  { steps, exact }: ErrorPlace,
  { squaredGradient, mixing }: Pick<ErrorMap, 'squaredGradient' | 'mixing'>,
): ErrorShares {
  const bias = squaredBias / squaredGradient;
  if (steps < asymptoticFrom(beta, mixing))
    return { bias, variance: null, error: null, exact: exact === null ? null : exact / squaredGradient };
  const noise = variance / steps / squaredGradient;
  return { bias, variance: noise, error: bias + noise, exact: null };
}

/** The least error that is known, and where; undefined where none is. */
export function leastError(
  xs: readonly number[],
  errors: readonly ErrorShares[],
): { readonly x: number; readonly error: number } | undefined {
  const known = errors.flatMap(({ error, exact }, i) => {
    const best = error ?? exact;
    return best === null ? [] : [{ x: xs[i]!, error: best }];
  });
  return known.reduce<(typeof known)[number] | undefined>(
    (least, each) => (least && least.error <= each.error ? least : each),
    undefined,
  );
}
