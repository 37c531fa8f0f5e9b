import type { FiniteModel, Policy, Solver } from '@pomdp-gym/contracts';
import { driveSolver } from '@pomdp-gym/solving';
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
  const { policy, progress } = await driveSolver(solver, model, stop.signal, () => {
    if (watch.seconds >= seconds) stop.abort();
    return undefined;
  });
  const { lower, upper } = progress;
  return { policy, spent: watch.seconds, stopped: stop.signal.aborted, lower, upper };
}
