import type { FiniteModel } from './model.js';
import type { Policy } from './policy.js';

/** Where an anytime solver stands: the optimal value of the start belief lies in [lower, upper]. */
export interface SolverProgress {
  readonly lower: number;
  readonly upper: number;
  /** Work done so far in the unit that limits count: backups, sweeps or linear programs. It never falls. */
  readonly work?: number;
  /** Figures of this solver's own (trials, backups, vectors, beliefs …). */
  readonly detail: Readonly<Record<string, number>>;
  /** In the last report of a solver that ended by itself short of its goal: why, in a sentence. */
  readonly missed?: string;
  /** In the last report: what else a person should know of how it ended, in a sentence. */
  readonly remark?: string;
}

/**
 * Plans on a model. A caller may stop it at every yield; it returns the best policy so far, which earns at least the
 * `lower` of its last report from the start.
 */
export interface Solver {
  solve(model: FiniteModel, signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined>;
}
