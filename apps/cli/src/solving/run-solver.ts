import { setImmediate } from 'node:timers/promises';
import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { clock, cpuClock } from '../clock.js';

/** When to stop a solver that has not come to its end. */
export interface SolverLimits {
  /** CPU seconds, from when it is given the model. */
  readonly seconds: number;
  /** Memory of this process, in MB. */
  readonly megabytes: number;
  /** Figures of the solver's own (backups, beliefs …) at which it has done enough: unlike time, the same on every machine. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** No limits but those of the person's patience. */
export const unlimited: SolverLimits = { seconds: Infinity, megabytes: Infinity };

/** Why a solver stopped. */
export type Stopped = 'solved' | 'counted' | 'timeout' | 'memory' | 'interrupted';

/** Where the bounds stood after some CPU seconds. */
export interface TracePoint {
  readonly seconds: number;
  readonly lower: number;
  readonly upper: number;
}

export interface SolverRun {
  readonly policy: Policy;
  readonly progress: SolverProgress;
  readonly seconds: number;
  readonly stopped: Stopped;
  readonly trace: readonly TracePoint[];
}

/** What stops a solver, which then hands over what it has: Ctrl-C, a request to end, a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Seconds between two looks at what has been used, and at what else there is to do. */
const WATCH_INTERVAL = 0.02;
/** A point of the trace is this much later than the one before, in parts of its own time. */
const TRACE_SPACING = 0.05;

/**
 * Lets a solver work until it is done, a limit is reached or a signal stops it; then it returns its best policy so far. `heard` is told where it stands about fifty times a second.
 */
export async function runSolver(
  solver: Solver,
  model: FiniteModel,
  limits: SolverLimits,
  heard: (progress: SolverProgress, seconds: number) => void = () => undefined,
): Promise<SolverRun> {
  const stop = new AbortController();
  let stopped: Stopped = 'solved';
  const halt = (reason: Stopped) => {
    if (stop.signal.aborted) return;
    stopped = reason;
    stop.abort();
  };
  const interrupt = () => halt('interrupted');
  for (const signal of SIGNALS) process.once(signal, interrupt);
  const trace = new Trace();
  const begun = cpuClock();
  try {
    const run = solver.solve(model, stop.signal);
    let progress: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
    for (let watched = clock(); ;) {
      const step = await run.next();
      if (step.done) {
        const seconds = cpuClock() - begun;
        trace.close(seconds, progress);
        return { policy: step.value, progress, seconds, stopped, trace: trace.points };
      }
      progress = step.value;
      if (hasCounted(progress, limits)) halt('counted');
      if (clock() - watched < WATCH_INTERVAL) continue;
      await setImmediate();
      watched = clock();
      const seconds = cpuClock() - begun;
      trace.add(seconds, progress);
      heard(progress, seconds);
      if (seconds >= limits.seconds) halt('timeout');
      if (process.memoryUsage.rss() > limits.megabytes * 1e6) halt('memory');
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

function hasCounted({ detail }: SolverProgress, { counts = {} }: SolverLimits): boolean {
  return Object.entries(counts).some(([name, most]) => (detail[name] ?? 0) >= most);
}

/** The bounds over time, its points ever farther apart. */
class Trace {
  readonly points: TracePoint[] = [];
  private due = 0;

  add(seconds: number, { lower, upper }: SolverProgress): void {
    if (seconds < this.due) return;
    this.points.push({ seconds, lower, upper });
    this.due = seconds * (1 + TRACE_SPACING);
  }

  close(seconds: number, progress: SolverProgress): void {
    this.due = 0;
    this.add(seconds, progress);
  }
}
