import type { SolverProgress } from '@pomdp-gym/contracts';

/** The bounds a solver reports: the best it has had, so that they never widen, and never cross by rounding. */
export class ProgressReport {
  /** @param range two numbers that the value lies between from the start (`valueRange`). */
  constructor(private range: readonly [lower: number, upper: number]) {}

  /** The next report, given what the bounds are now. */
  next(lower: number, upper: number, detail: Readonly<Record<string, number>>): SolverProgress {
    const best = Math.max(this.range[0], lower);
    this.range = [best, Math.max(best, Math.min(this.range[1], upper))];
    return { lower: this.range[0], upper: this.range[1], detail };
  }
}
