import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { CpuStopwatch } from '../cpu-stopwatch.js';

/** What a solver said last, and the policy it returned. */
interface StoppedSolve {
  readonly policy: Policy;
  /** CPU seconds it took. */
  readonly spent: number;
  readonly stopped: boolean;
  readonly lower: number;
  readonly upper: number;
}

/** Lets a solver work for so many CPU seconds, stops it by its signal and takes the policy that it returns. */
export async function stoppedSolve(
  solver: Solver,
  model: FiniteModel,
  seconds: number,
): Promise<StoppedSolve> {
  const stop = new AbortController();
  const watch = new CpuStopwatch();
  const run = solver.solve(model, stop.signal);
  let latest: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  for (;;) {
    const step = await run.next();
    if (step.done) {
      const { lower, upper } = latest;
      return { policy: step.value, spent: watch.seconds, stopped: stop.signal.aborted, lower, upper };
    }
    latest = step.value;
    if (watch.seconds >= seconds) stop.abort();
  }
}
