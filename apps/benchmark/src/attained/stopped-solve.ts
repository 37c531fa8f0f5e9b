import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { cpuSeconds } from '../cpu-seconds.js';

/** What a solver said last, and the policy it returned. */
interface StoppedSolve {
  readonly policy: Policy;
  /** CPU seconds it took. */
  readonly spent: number;
  readonly stopped: boolean;
  readonly lower: number;
  readonly upper: number;
}

/** Milliseconds between two looks at the CPU time, which costs more than many a report. */
const LOOK_INTERVAL = 1;

/** Lets a solver work for so many CPU seconds, stops it by its signal and takes the policy that it returns. */
export async function stoppedSolve(
  solver: Solver,
  model: FiniteModel,
  seconds: number,
): Promise<StoppedSolve> {
  const stop = new AbortController();
  const begun = cpuSeconds();
  const run = solver.solve(model, stop.signal);
  let latest: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  for (let looked = performance.now(); ;) {
    const step = await run.next();
    if (step.done) {
      const { lower, upper } = latest;
      const spent = cpuSeconds() - begun;
      return { policy: step.value, spent, stopped: stop.signal.aborted, lower, upper };
    }
    latest = step.value;
    if (performance.now() - looked < LOOK_INTERVAL) continue;
    looked = performance.now();
    if (cpuSeconds() - begun >= seconds) stop.abort();
  }
}
