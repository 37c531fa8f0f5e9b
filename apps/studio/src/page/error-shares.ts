import type { ErrorAfterSteps } from '@pomdp-gym/exact';
import type { ErrorMap, GradientAtBeta } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';

/** Shares of |∇η|². Bias² is that of the limit; variance and error are asymptotic, null where T is too small for them. */
export interface ErrorShares {
  readonly bias: number;
  readonly variance: number | null;
  readonly error: number | null;
  /** After T steps; null where it is not known. */
  readonly exact: ExactShares | null;
}

/** Bias², variance and their sum after T steps. */
export interface ExactShares {
  readonly bias: number;
  readonly variance: number;
  readonly error: number;
}

/** The parts of an error at one β. */
export type ErrorParts = Pick<GradientAtBeta, 'beta' | 'squaredBias' | 'variance'>;

/** Where errors are compared: after T steps, of which the exact error may be known. */
export interface ErrorPlace {
  readonly steps: number;
  readonly exact: Omit<ErrorAfterSteps, 'steps'> | null;
}

/** Bias² of the limit, asymptotic variance / T and their sum, and the exact ones where they are known. */
export function errorShares(
  { beta, squaredBias, variance }: ErrorParts,
  { steps, exact: known }: ErrorPlace,
  { squaredGradient, mixing }: Pick<ErrorMap, 'squaredGradient' | 'mixing'>,
): ErrorShares {
  const bias = squaredBias / squaredGradient;
  const exact = known && exactShares(known, squaredGradient);
  if (steps < asymptoticFrom(beta, mixing)) return { bias, variance: null, error: null, exact };
  const noise = variance / steps / squaredGradient;
  return { bias, variance: noise, error: bias + noise, exact };
}

function exactShares(
  { squaredBias, variance }: Omit<ErrorAfterSteps, 'steps'>,
  squaredGradient: number,
): ExactShares {
  return {
    bias: squaredBias / squaredGradient,
    variance: variance / squaredGradient,
    error: (squaredBias + variance) / squaredGradient,
  };
}

/** The exact error where it is known, otherwise the asymptotic one. */
export function bestKnown({ error, exact }: ErrorShares): number | null {
  return exact ? exact.error : error;
}

/** The least error that is known, and where; undefined if no error is known. */
export function leastError(
  xs: readonly number[],
  errors: readonly ErrorShares[],
): { readonly x: number; readonly error: number } | undefined {
  const known = errors.flatMap((each, i) => {
    const error = bestKnown(each);
    return error === null ? [] : [{ x: xs[i]!, error }];
  });
  return known.reduce<(typeof known)[number] | undefined>(
    (least, each) => (least && least.error <= each.error ? least : each),
    undefined,
  );
}
