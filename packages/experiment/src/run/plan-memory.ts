import type { Policy, RunDescription, SolverProgress } from '@pomdp-gym/contracts';
import { planKey } from './plan-key.js';

/** What a solver came to. */
export interface Plan {
  readonly policy: Policy;
  /** The bounds of each report. */
  readonly reports: readonly Pick<SolverProgress, 'lower' | 'upper'>[];
}

/**
 * Keeps the last plan of a deterministic solver, for the other seeds of the same environment and agent. It is for the runs of one
 * study: what the environment reads from files must stay as it is.
 */
export class PlanMemory {
  private last: { readonly key: string; readonly planned: Plan } | undefined;

  /** The plan of this environment and solver; forgets that of another. */
  recall(description: RunDescription): Plan | undefined {
    if (this.last?.key !== planKey(description)) this.last = undefined;
    return this.last?.planned;
  }

  keep(description: RunDescription, planned: Plan): void {
    this.last = { key: planKey(description), planned };
  }
}
