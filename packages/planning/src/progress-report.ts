import type { SolverProgress } from '@pomdp-gym/contracts';

/** Bounds that cross by more than this part of their size do so by a mistake, not by rounding. */
const ROUNDING = 1e-6;

/** The bounds a solver reports: the best it has had, so that they never widen, and never cross by rounding. */
export class ProgressReport {
  /** The largest bound so far: what rounding is a part of. */
  private size = 0;

  /** @param range two numbers that the value lies between from the start (`startRange`). */
  constructor(private range: readonly [lower: number, upper: number]) {}

  /**
   * The next report, given the bounds and the work done so far. Throws an Error if the bounds cannot both be right.
   * @param work as `SolverProgress` counts it
   */
  next(lower: number, upper: number, work: number, detail: Readonly<Record<string, number>>): SolverProgress {
    const best = Math.max(this.range[0], lower);
    const least = Math.min(this.range[1], upper);
    if (Number.isFinite(lower)) this.size = Math.max(this.size, Math.abs(lower));
    if (Number.isFinite(upper)) this.size = Math.max(this.size, Math.abs(upper));
    if (best - least > ROUNDING * this.size) {
      throw new Error(`A lower bound, ${best}, lies above an upper one, ${least}: one of them is no bound.`);
    }
    this.range = [best, Math.max(best, least)];
    return { lower: this.range[0], upper: this.range[1], work, detail };
  }
}
