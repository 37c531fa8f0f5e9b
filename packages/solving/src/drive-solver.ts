import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';

/** What a solver returned, and its last report. */
export interface DrivenSolver {
  readonly policy: Policy;
  /** Bounds of −∞ and ∞ if it made no report. */
  readonly progress: SolverProgress;
}

/**
 * The loop that runs a solver to its end. It calls `onReport` at every report, and waits for it where it returns a promise.
 *
 * @param signal tells the solver to stop, which then returns its best policy so far.
 */
export async function driveSolver(
  solver: Solver,
  model: FiniteModel,
  signal: AbortSignal,
  onReport: (progress: SolverProgress) => Promise<void> | undefined,
): Promise<DrivenSolver> {
  const run = solver.solve(model, signal);
  let progress: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  for (;;) {
    const step = await run.next();
    if (step.done) return { policy: step.value, progress };
    progress = step.value;
    const waiting = onReport(progress);
    if (waiting) await waiting;
  }
}
