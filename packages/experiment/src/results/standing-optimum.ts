import type { KnownOptimum } from '@pomdp-gym/contracts';
import type { Summary } from './summary.js';
import { type Bracket, isClosed } from '@pomdp-gym/solving';

/** What an agent earns a step, with its interval. */
export type EarnedAverage = Pick<Summary, 'agent' | 'exact' | 'mean' | 'low' | 'high'>;

/** What the best policy earns a step, as far as it is known. */
export interface StandingOptimum {
  /** Null where it is not known, or what is said of it cannot be. */
  readonly optimum: number | null;
  /** Why the optimum that the environment states is not used. */
  readonly optimumDoubt: string | null;
}

/** An optimum that is stated is printed with four digits or more. */
const ROUNDED = 1e-3;
/** What rounding of the last bits moves an average by, as a part of the numbers in play. */
const LAST_BITS = 1e-9;

/**
 * η* of an environment: the one that it states, unless bounds or what agents earn exclude it; else the middle of bounds
 * that have met.
 */
export function standingOptimum(
  known: KnownOptimum | undefined,
  bracket: Bracket | null,
  results: readonly EarnedAverage[],
): StandingOptimum {
  const stated = known?.averageReward;
  const optimumDoubt = stated === undefined ? null : doubt(stated, bracket, results);
  if (stated !== undefined && optimumDoubt === null) return { optimum: stated, optimumDoubt };
  const middle = bracket && isClosed(bracket) ? (bracket.lower + bracket.upper) / 2 : null;
  return { optimum: middle, optimumDoubt };
}

function doubt(stated: number, bracket: Bracket | null, results: readonly EarnedAverage[]): string | null {
  const said = `The optimum ${stated} that the environment states is wrong`;
  const [lower, upper] = [bracket?.lower ?? -Infinity, bracket?.upper ?? Infinity];
  const sizes = [stated, lower, upper].filter(Number.isFinite).map(Math.abs);
  const exceeds = (one: number, other: number) =>
    one - other > ROUNDED * Math.max(Math.abs(one), Math.abs(other)) + LAST_BITS * Math.max(...sizes);
  if (exceeds(lower, stated)) return `${said}: the best policy earns at least ${inDigits(lower)}.`;
  if (exceeds(stated, upper)) return `${said}: the best policy earns at most ${inDigits(upper)}.`;
  const better = results.find((result) => exceeds(surely(result) ?? -Infinity, stated));
  if (!better || better.mean === null) return null;
  return `${said}: ${better.agent} earns ${inDigits(better.mean)}.`;
}

/** The number without what rounding of its last bits has left: .9999999999999987 is 1. */
function inDigits(value: number): number {
  return Number(value.toPrecision(9));
}

/** What an agent earns at least: exactly, or with the confidence of its interval. */
function surely({ exact, mean, low }: EarnedAverage): number | null {
  return exact ? mean : low;
}
