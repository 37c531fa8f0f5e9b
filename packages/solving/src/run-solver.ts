import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { driveSolver } from './drive-solver.js';
import { nextTurn } from './next-turn.js';

/** When to stop a solver that has not come to its end. */
export interface SolverLimits {
  /** CPU seconds, from when it is given the model. */
  readonly seconds: number;
  /** Memory of this process, in MB. */
  readonly megabytes: number;
  /** The work (`SolverProgress.work`) at which it has done enough: unlike time, the same on every machine. */
  readonly work?: number;
}

/** No limits but those of the person's patience. */
export const unlimited: SolverLimits = { seconds: Infinity, megabytes: Infinity };

/** What a run reads off the machine it runs on. */
export interface Meters {
  /** Seconds of wall time since some moment. */
  clock(): number;
  /** CPU seconds that the process has used. */
  cpuClock(): number;
  /** Bytes of memory that the process holds. */
  memory(): number;
}

/** What a solver is run with, besides the model. */
export interface SolverRunSettings {
  readonly limits: SolverLimits;
  readonly meters: Meters;
  /** Interrupts the run, which then returns what there is. Without one, nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** Called about fifty times a second with where the solver stands, and the CPU seconds it has taken. */
  readonly onProgress?: ((progress: SolverProgress, seconds: number) => void) | undefined;
}

/** Why a solver stopped. */
export type StopReason = 'solved' | 'work' | 'timeout' | 'memory' | 'interrupted';

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
  readonly stopped: StopReason;
  readonly trace: readonly TracePoint[];
}

/** Seconds between two looks at what has been used, and at what else there is to do. */
const WATCH_INTERVAL = 0.02;
/** A point of the trace is this much later than the one before, in parts of its own time. */
const TRACE_SPACING = 0.05;

/** Runs a solver until it is done, a limit is reached or the signal interrupts it; then it returns its best policy so far. */
export async function runSolver(
  solver: Solver,
  model: FiniteModel,
  settings: SolverRunSettings,
): Promise<SolverRun> {
  const watch = new Watch(settings);
  try {
    const { policy, progress } = await driveSolver(solver, model, watch.signal, (report) =>
      watch.report(report),
    );
    return { policy, progress, ...watch.close(progress) };
  } finally {
    watch.end();
  }
}

/** Watches a run: stops it at its limits, and keeps the trace of its bounds. */
class Watch {
  private readonly stop = new AbortController();
  private readonly trace = new Trace();
  private readonly started: number;
  private readonly interrupt = () => this.halt('interrupted');
  private stopped: StopReason = 'solved';
  private looked: number;

  constructor(private readonly settings: SolverRunSettings) {
    const { meters, signal } = settings;
    if (signal?.aborted) this.interrupt();
    signal?.addEventListener('abort', this.interrupt);
    this.looked = meters.clock();
    this.started = meters.cpuClock();
  }

  /** Tells the solver to stop. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** A promise where it is time to look at the limits, and to let other work in. */
  report(progress: SolverProgress): Promise<void> | undefined {
    const { limits, meters } = this.settings;
    if ((progress.work ?? 0) >= (limits.work ?? Infinity)) this.halt('work');
    return meters.clock() - this.looked < WATCH_INTERVAL ? undefined : this.look(progress);
  }

  /** The figures of the whole run. */
  close(progress: SolverProgress): Pick<SolverRun, 'seconds' | 'stopped' | 'trace'> {
    const seconds = this.seconds();
    this.trace.close(seconds, progress);
    return { seconds, stopped: this.stopped, trace: this.trace.points };
  }

  end(): void {
    this.settings.signal?.removeEventListener('abort', this.interrupt);
  }

  private async look(progress: SolverProgress): Promise<void> {
    const { limits, meters, onProgress } = this.settings;
    await nextTurn();
    this.looked = meters.clock();
    const seconds = this.seconds();
    this.trace.add(seconds, progress);
    onProgress?.(progress, seconds);
    if (seconds >= limits.seconds) this.halt('timeout');
    if (meters.memory() > limits.megabytes * 1e6) this.halt('memory');
  }

  private seconds(): number {
    return this.settings.meters.cpuClock() - this.started;
  }

  private halt(reason: StopReason): void {
    if (this.stop.signal.aborted) return;
    this.stopped = reason;
    this.stop.abort();
  }
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
