import type { ErrorMap, GradientAtBeta } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';

/** Shares of |∇η|². Variance and error are asymptotic, null where T is too small for them. */
export interface ErrorShares {
  readonly bias: number;
  readonly variance: number | null;
  readonly error: number | null;
}

/** The parts of an error at one β. */
export type ErrorParts = Pick<GradientAtBeta, 'beta' | 'squaredBias' | 'variance'>;

/** Bias², asymptotic variance / T and their sum. */
export function errorShares(
  { beta, squaredBias, variance }: ErrorParts,
  T: number,
  { squaredGradient, mixing }: Pick<ErrorMap, 'squaredGradient' | 'mixing'>,
): ErrorShares {
  const bias = squaredBias / squaredGradient;
  if (T < asymptoticFrom(beta, mixing)) return { bias, variance: null, error: null };
  const noise = variance / T / squaredGradient;
  return { bias, variance: noise, error: bias + noise };
}

/** The least error that is known, and where; undefined where none is. */
export function leastError(
  xs: readonly number[],
  errors: readonly ErrorShares[],
): { readonly x: number; readonly error: number } | undefined {
  const known = errors.flatMap(({ error }, i) => (error === null ? [] : [{ x: xs[i]!, error }]));
  return known.reduce<(typeof known)[number] | undefined>(
    (least, each) => (least && least.error <= each.error ? least : each),
    undefined,
  );
}
