import type { FiniteModel } from '@pomdp-gym/contracts';
import { rewardSpan } from './reward-span.js';

/** How close the bounds on the value of the start shall come. */
export interface GapGoal {
  /** U(b₀) − L(b₀) at which a search is done, in the unit of rewards. */
  readonly precision: number;
  /** The gap at which a search is done instead, as a part of the larger of |L(b₀)| and |U(b₀)|; null: `precision` counts. */
  readonly relativePrecision?: number | null;
}

/** The gap at which a search with these bounds at the start is done. */
export function targetGap(
  { precision, relativePrecision = null }: GapGoal,
  lower: number,
  upper: number,
): number {
  if (relativePrecision === null) return precision;
  return Math.max(Number.MIN_VALUE, relativePrecision * Math.max(Math.abs(lower), Math.abs(upper)));
}

/** The gaps at which solvers are done by default, as parts of the range of rewards: those that search, and those that sweep. */
export const defaultPrecision = { search: 1e-5, sweep: 1e-8 } as const;

/** A precision in the unit of rewards: the one asked for, or where none is, a part of the model's range of rewards. */
export function precisionOf(
  precision: number | null,
  model: FiniteModel,
  part: number = defaultPrecision.search,
): number {
  return precision ?? part * rewardSpan(model);
}
