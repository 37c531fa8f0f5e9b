import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { InputError, type Reference, type RunDescription } from '@pomdp-gym/contracts';
import type { CellQueue, LeasedCell, Outcome } from '../executors/cell-queue.js';
import type { Clock, Executor, Task, TaskReport } from '../executors/executor.js';
import { handshakeDifference, type Handshake } from '../executors/handshake.js';
import { untilAborted } from '../executors/until-aborted.js';
import type { Provenance } from '../results/provenance.js';
import type { RunRecord } from '../run/run-record.js';
import { checkedLine } from './checked-line.js';
import { recordDigest } from './record-digest.js';
import { untilReached } from './until-reached.js';

/** Times of a worker, in seconds. */
export interface WorkerTimes {
  /** How long the cells of a lease should take. */
  readonly chunk: number;
  /** Between two signs of life. */
  readonly beat: number;
  /** Silence after which another worker counts as lost. */
  readonly silence: number;
  /** Between two looks for cells where all are leased to others. */
  readonly look: number;
  /** For how long a store that is out of reach is called again. */
  readonly reach: number;
}

export const WORKER_TIMES: WorkerTimes = { chunk: 30, beat: 5, silence: 60, look: 1, reach: 600 };

/** What a worker of a queue needs. */
export interface CellWorkerSettings {
  readonly queue: CellQueue;
  /** Names the process, and no other. */
  readonly worker: string;
  /** Does the runs in threads of their own: this thread must stay free to give signs of life. */
  readonly executor: Executor;
  /** The runs of the study, by number. */
  readonly runs: readonly RunDescription[];
  /** Names the cell of a run, as this worker has it. */
  readonly idOf: (run: RunDescription) => string;
  readonly handshake: Handshake;
  /** What runs are done on, for their lines. */
  readonly versions: Provenance['versions'];
  readonly clock: Clock;
  readonly trackers?: readonly Reference[];
  /** Called with the cells of each lease, before they are begun. */
  readonly onLease?: (cells: readonly LeasedCell[]) => void;
  readonly onReport?: (report: TaskReport) => void;
  /** Called after each look at the queue that found nothing to do, while others still work. */
  readonly onIdle?: () => void;
  readonly times?: Partial<WorkerTimes>;
}

/** What a worker did. */
export interface WorkDone {
  /** Results by what the queue did with them. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Whether nothing was left to do; false where the signal came first. */
  readonly ended: boolean;
}

/**
 * Takes cells from a queue and does them, until nothing waits and nothing is leased, or a signal comes.
 *
 * @throws InputError where the study was planned with other code, or a cell is another one here.
 */
export async function workCells(settings: CellWorkerSettings, signal: AbortSignal): Promise<WorkDone> {
  const difference = handshakeDifference(settings.queue.plan.handshake, settings.handshake);
  if (difference !== undefined) throw new InputError(difference);
  return new CellWorker(settings, signal).work();
}

class CellWorker {
  private readonly times: WorkerTimes;
  private readonly outcomes = { kept: 0, confirmed: 0, different: 0 };
  /** Weight a second, as the last lease went; 0 before the first. */
  private rate = 0;

  constructor(
    private readonly settings: CellWorkerSettings,
    private readonly signal: AbortSignal,
  ) {
    this.times = { ...WORKER_TIMES, ...settings.times };
  }

  async work(): Promise<WorkDone> {
    while (!this.signal.aborted) {
      await this.reach((queue) => queue.reap(this.times.silence));
      const lease = randomUUID();
      const cells = await this.take(lease);
      if (cells.length > 0) await this.workLease(lease, cells);
      else if (await this.isOver()) return { outcomes: this.outcomes, ended: true };
    }
    return { outcomes: this.outcomes, ended: false };
  }

  private async take(lease: string): Promise<readonly LeasedCell[]> {
    const { worker } = this.settings;
    const weight = this.rate * this.times.chunk;
    return this.reach((queue) => queue.take({ lease, worker, weight }));
  }

  /** Whether nothing is left; waits a moment where others are still at work, whose cells may come back. */
  private async isOver(): Promise<boolean> {
    const { entries } = await this.reach((queue) => queue.status());
    if (entries.waiting + entries.leased === 0) return true;
    this.settings.onIdle?.();
    await pause(1000 * this.times.look, undefined, { signal: this.signal }).catch(() => undefined);
    return false;
  }

  /** Does the cells of a lease, and gives back those that it did not come to. */
  private async workLease(lease: string, cells: readonly LeasedCell[]): Promise<void> {
    const { queue } = this.settings;
    const sign = () => void queue.beat(lease).catch(() => undefined); // the next one may come through
    const beats = setInterval(sign, 1000 * this.times.beat);
    const begun = this.settings.clock();
    let ended = false;
    try {
      this.settings.onLease?.(cells);
      for (const cell of cells) this.requireSameCell(cell);
      ended = await this.workCells(cells);
    } finally {
      clearInterval(beats);
      if (!ended) await this.reach((each) => each.release(lease));
    }
    const seconds = this.settings.clock() - begun;
    if (seconds > 0) this.rate = cells.reduce((sum, { weight }) => sum + weight, 0) / seconds;
  }

  /** Does cells and commits each as it is done. Returns whether all were done. */
  private async workCells(cells: readonly LeasedCell[]): Promise<boolean> {
    const waiting = new Map<number, LeasedCell[]>();
    for (const cell of cells) waiting.set(cell.run, [...(waiting.get(cell.run) ?? []), cell]);
    const commits: Promise<void>[] = [];
    const failure = new AbortController();
    const take = (report: TaskReport) => {
      this.settings.onReport?.(report);
      if (report.kind !== 'done') return;
      const cell = waiting.get(report.record.run)?.shift();
      if (!cell) return;
      // The first failure ends the lease; `abort` keeps its reason.
      const fail = (error: unknown) => failure.abort(error);
      commits.push(this.commit(cell, report.record, report.seconds).catch(fail));
    };
    const signal = AbortSignal.any([this.signal, failure.signal]);
    try {
      return await untilAborted(this.settings.executor.execute(cells.map(this.taskOf)), signal, take);
    } finally {
      await Promise.all(commits);
      failure.signal.throwIfAborted();
    }
  }

  private readonly taskOf = ({ run }: LeasedCell): Task => ({
    run,
    description: this.settings.runs[run]!,
    trackers: this.settings.trackers,
  });

  private async commit(leased: LeasedCell, record: RunRecord, seconds: number): Promise<void> {
    const { worker, versions } = this.settings;
    const { run, cell, copy, attempt } = leased;
    const line = checkedLine({ ...record, versions: { ...versions } }, cell);
    const { status } = record;
    const result = { run, cell, copy, attempt, worker, line, status, seconds, digest: recordDigest(record) };
    const outcome = await this.reach((queue) => queue.commit(result));
    this.outcomes[outcome]++;
  }

  private requireSameCell({ run, cell }: LeasedCell): void {
    const description = this.settings.runs[run];
    const own = description && this.settings.idOf(description);
    if (own === cell) return;
    throw new InputError(
      `Run ${run} is the cell ${cell.slice(0, 12)} in the plan, and ${own?.slice(0, 12) ?? 'no run'} here: a file or a model that the ` +
        `study names differs. Give this worker the same files.`,
    );
  }

  private async reach<Reply>(call: (queue: CellQueue) => Promise<Reply>): Promise<Reply> {
    return untilReached(() => call(this.settings.queue), this.times.reach);
  }
}
