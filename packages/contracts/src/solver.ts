import type { FiniteModel } from './model.js';
import type { Policy } from './policy.js';

/** Where an anytime solver stands: the optimal value of the start belief lies in [lower, upper]. */
export interface SolverProgress {
  readonly lower: number;
  readonly upper: number;
  /** Figures of this solver's own (trials, backups, vectors, beliefs …). */
  readonly detail: Readonly<Record<string, number>>;
}

/** Plans on a model it is given. Every yield is a moment to stop; the best policy so far is what it returns. */
export interface Solver {
  solve(model: FiniteModel, signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined>;
}
