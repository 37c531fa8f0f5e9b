import {
  type FiniteModel,
  madeProblem,
  type Policy,
  type Solver,
  type SolverProgress,
  valueInWords,
} from '@pomdp-gym/contracts';

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
 * @param part what it is, for messages: `solver sarsop`.
 * @throws RangeError where it is no async generator, a report has no bounds, or it returns no policy.
 */
export async function driveSolver(
  solver: Solver,
  model: FiniteModel,
  signal: AbortSignal,
  onReport: (progress: SolverProgress) => Promise<void> | undefined,
  part = 'solver',
): Promise<DrivenSolver> {
  const run = solver.solve(model, signal);
  const refuse = (problem: string | undefined): void => {
    if (problem !== undefined) throw new RangeError(`The ${part} breaks its contract: ${problem}`);
  };
  refuse(generatorProblem(run));
  let progress: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  for (;;) {
    const step = await run.next();
    if (step.done) {
      refuse(madeProblem('policy', step.value)?.replace(/^create/, 'solve'));
      return { policy: step.value, progress };
    }
    progress = step.value;
    refuse(reportProblem(progress));
    const waiting = onReport(progress);
    if (waiting) await waiting;
  }
}

function generatorProblem(run: unknown): string | undefined {
  if (typeof run === 'object' && run !== null && Symbol.asyncIterator in run) return undefined;
  return `solve returns ${valueInWords(run)}; it must return an async generator: write async *solve(…).`;
}

function reportProblem(report: unknown): string | undefined {
  if (typeof report === 'object' && report !== null && 'lower' in report && 'upper' in report) {
    const { lower, upper } = report;
    if (isBound(lower) && isBound(upper)) return undefined;
  }
  return `solve reports ${valueInWords(report)}; it must yield { lower, upper, detail }, with numbers or ±Infinity for bounds.`;
}

function isBound(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}
