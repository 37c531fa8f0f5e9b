import type { KnownOptimum } from '@pomdp-gym/contracts';
import type { Bracket, BracketResult } from '@pomdp-gym/solving';
import { type Attainable, clipInterval } from './clip-interval.js';
import { type EarnedAverage, type StandingOptimum, standingOptimum } from './standing-optimum.js';

/** A bracket as documents have it, or null and why. */
export interface BracketColumns {
  readonly bracket: Bracket | null;
  readonly bracketAbsent: string | null;
}

/** What is known of the average reward that an environment allows. */
export interface AverageBracket {
  readonly average: BracketResult;
  readonly attainable: { readonly average: Attainable };
  /** η* as the environment states it. */
  readonly known: KnownOptimum | undefined;
}

/** What the bracket of the optimum adds to an average reward. */
export interface BesideBracket extends BracketColumns, StandingOptimum {
  /** mean / η*, where the optimum is known and above 0. */
  readonly fractionOfOptimum: number | null;
}

/**
 * An average reward beside the bracket of its environment; its interval ends where nothing beyond can be.
 *
 * @param others the average rewards of all agents of the environment.
 */
export function besideBracket<Result extends EarnedAverage>(
  result: Result,
  found: AverageBracket | undefined,
  others: readonly EarnedAverage[],
): Result & BesideBracket {
  const optimum = standingOptimum(found?.known, found?.average.bracket ?? null, others);
  return besideOptimum(result, found, optimum);
}

/** An average reward beside the bracket of its environment, and η*, which is the same for all its agents. */
export function besideOptimum<Result extends EarnedAverage>(
  result: Result,
  found: AverageBracket | undefined,
  { optimum, optimumDoubt }: StandingOptimum,
): Result & BesideBracket {
  return {
    ...(found ? clipInterval(result, found.attainable.average) : result),
    ...beside(found?.average),
    ...{ optimum, optimumDoubt },
    fractionOfOptimum: optimum !== null && optimum > 0 && result.mean !== null ? result.mean / optimum : null,
  };
}

/** The columns of a bracket. */
export function beside(found: BracketResult | null | undefined): BracketColumns {
  return { bracket: found?.bracket ?? null, bracketAbsent: found?.absent ?? null };
}
