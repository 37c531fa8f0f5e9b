import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Executor } from '../executors/executor.js';
import {
  CellWorker,
  type CellWorkerSettings,
  WORKER_TIMES,
  type WorkDone,
  type WorkerTimes,
} from './cell-worker.js';

/** How a process does cells. */
export interface WorkMeans {
  /**
   * Each does the cells of one lease at a time, one after another, in a thread of its own: this thread must stay free to give signs of life.
   * As many runs are done at once as there are executors.
   */
  readonly executors: readonly Executor[];
  readonly clock: Clock;
  readonly times?: Partial<WorkerTimes>;
}

/**
 * Takes cells of studies from their queues and does them, those of the first study with cells that wait first, until nothing waits and
 * nothing is leased, or a signal comes. Runs that a signal stops go on with the next worker, from their checkpoints where they have any.
 *
 * @returns what was done, in the order of the studies. A study that was planned with other code, or whose cell is another one here, has
 * a refusal, and the others go on.
 */
export async function workCells(
  studies: readonly CellWorkerSettings[],
  { executors, clock, times }: WorkMeans,
  signal: AbortSignal,
): Promise<readonly WorkDone[]> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const allTimes = { ...WORKER_TIMES, ...times };
  const workers = studies.map((each) => new CellWorker(each, { clock, times: allTimes }, stop));
  const lanes = new Lanes(workers, allTimes.look, stop);
  // The first failure ends all lanes; `abort` keeps its reason.
  const fail = (error: unknown) => failure.abort(error);
  await Promise.all(executors.map((executor) => lanes.work(executor).catch(fail)));
  failure.signal.throwIfAborted();
  return workers.map(({ done }) => done);
}

/** Executors that take cells independently of one another, and wait together where there are none to take. */
class Lanes {
  private looking: Promise<void> | undefined;

  /** @param apart seconds between two looks. */
  constructor(
    private readonly workers: readonly CellWorker[],
    private readonly apart: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Does cells with an executor until all studies are done. */
  async work(executor: Executor): Promise<void> {
    while (!this.isOver)
      if (!(await this.turn(executor)))
        await (this.looking ??= this.look().finally(() => (this.looking = undefined)));
  }

  private get isOver(): boolean {
    return this.signal.aborted || this.workers.every(({ isClosed }) => isClosed);
  }

  /** Does a lease of the first study that has cells. Returns whether there is one. */
  private async turn(executor: Executor): Promise<boolean> {
    for (const worker of this.workers) if (await worker.turn(executor)) return true;
    return false;
  }

  /** Waits until cells wait, or all studies are done. */
  private async look(): Promise<void> {
    for (let isFound = false; !isFound && !this.isOver;) {
      for (const worker of this.workers) isFound = (await worker.look()) || isFound;
      if (!this.isOver)
        await pause(1000 * this.apart, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }
}
