import { randomUUID } from 'node:crypto';
import { InputError, isInputError, type Reference, type RunDescription } from '@pomdp-gym/contracts';
import type { CellQueue, CellResult, LeasedCell, Outcome, QueueLoad } from '../executors/cell-queue.js';
import type { Clock, Executor, Task, TaskReport } from '../executors/executor.js';
import { handshakeDifference, type Handshake } from '../executors/handshake.js';
import type { RunCheckpoint } from '../executors/run-checkpoint.js';
import { isOutOfReach } from '../executors/out-of-reach.js';
import { untilAborted } from '../executors/until-aborted.js';
import type { Provenance } from '../results/provenance.js';
import type { RunRecord } from '../run/run-record.js';
import { checkedLine } from './checked-line.js';
import { QueueCheckpoints } from './queue-checkpoints.js';
import { recordDigest } from './record-digest.js';
import { ResultBunch } from './result-bunch.js';
import { untilReached } from './until-reached.js';

/** Times of a worker, in seconds. */
export interface WorkerTimes {
  /** How long the cells of a lease should take, while many wait. */
  readonly chunk: number;
  /** How long they should take at least, however few wait. */
  readonly least: number;
  /** Between two commits of a lease: results that come in between are committed together. Those that are not when a worker dies are done again. */
  readonly apart: number;
  /** Between two signs of life. */
  readonly beat: number;
  /** Silence after which another worker counts as lost. */
  readonly silence: number;
  /** Between two looks for cells where all are leased to others. */
  readonly look: number;
  /** For how long a store that is out of reach is called again. */
  readonly reach: number;
}

export const WORKER_TIMES: WorkerTimes = {
  chunk: 30,
  least: 1,
  apart: 1,
  beat: 5,
  silence: 60,
  look: 1,
  reach: 600,
};

/**
 * A lease has at most the weight that waits, divided by this for each lease that there is: the last leases are short then, and all workers end at
 * about the same time. Guided self-scheduling: Polychronopoulos and Kuck, IEEE Transactions on Computers C-36 (1987) 1425.
 */
const SHARES = 2;

/** A lease has at most this many times the weight of the one before, so that a few runs that are over soon raise no lease to the whole study. */
const GROWTH = 4;

/** What a worker needs for a study. */
export interface CellWorkerSettings {
  readonly queue: CellQueue;
  /** Names the process, and no other. */
  readonly worker: string;
  /** The runs of the study, by number. */
  readonly runs: readonly RunDescription[];
  /** Names the cell of a run, as this worker has it. */
  readonly idOf: (run: RunDescription) => string;
  readonly handshake: Handshake;
  /** What runs are done on, for their lines. */
  readonly versions: Provenance['versions'];
  readonly trackers?: readonly Reference[];
  /** Called with all cells that the worker has, each time it has new ones, before these are begun. */
  readonly onLease?: (cells: readonly LeasedCell[]) => void;
  readonly onReport?: (report: TaskReport) => void;
  /** Called after each look at the queue that found nothing to take, while cells are under way. */
  readonly onIdle?: () => void;
}

/** What a worker did for a study. */
export interface WorkDone {
  /** Results by what the queue did with them. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Whether nothing was left to do; false where the signal came first, or the study was refused. */
  readonly ended: boolean;
  /** Why the worker cannot do the study: an InputError. */
  readonly refusal?: Error;
}

/**
 * What a worker does for one study, by leases. Several leases may be under way at once, each with an executor of its own. A run that was
 * stopped, or whose worker was lost, goes on from its checkpoint in the queue, where it has one.
 */
export class CellWorker {
  private readonly outcomes = { kept: 0, confirmed: 0, different: 0 };
  private readonly held = new Map<string, readonly LeasedCell[]>();
  /** How the last lease went that had whole runs: weight a second of one executor, and the weight of these runs; 0 before the first. */
  private pace = { rate: 0, weight: 0 };
  private ended = false;
  private refusal: Error | undefined;
  private readonly checkpoints: QueueCheckpoints;

  constructor(
    private readonly settings: CellWorkerSettings,
    private readonly means: { readonly clock: Clock; readonly times: WorkerTimes },
    private readonly signal: AbortSignal,
  ) {
    this.checkpoints = new QueueCheckpoints(settings.queue);
    const difference = handshakeDifference(settings.queue.plan.handshake, settings.handshake);
    if (difference !== undefined) this.refusal = new InputError(difference);
  }

  get done(): WorkDone {
    const { outcomes, ended, refusal } = this;
    return { outcomes, ended, ...(refusal && { refusal }) };
  }

  /** Whether the worker has nothing more to do with the study. */
  get isClosed(): boolean {
    return this.ended || this.refusal !== undefined;
  }

  /** Takes cells and does them. Returns whether there were any. */
  async turn(executor: Executor): Promise<boolean> {
    return this.unlessRefused(async () => {
      await this.reach((queue) => queue.reap(this.means.times.silence));
      const load = await this.reach((queue) => queue.load());
      if (load.waiting === 0) return false;
      const lease = randomUUID();
      const { worker } = this.settings;
      const weight = this.weightOf(load);
      const cells = await this.reach((queue) => queue.take({ lease, worker, weight }));
      if (cells.length > 0) await this.workLease(executor, lease, cells);
      return cells.length > 0;
    });
  }

  /** Looks at the queue. Returns whether cells wait; the worker is closed where none is under way either. */
  async look(): Promise<boolean> {
    return this.unlessRefused(async () => {
      await this.reach((queue) => queue.reap(this.means.times.silence));
      const { waiting, leased } = await this.reach((queue) => queue.load());
      this.ended = waiting + leased === 0;
      if (waiting === 0 && !this.ended) this.settings.onIdle?.();
      return waiting > 0;
    });
  }

  /**
   * The weight of the next lease: as much as takes the time of a chunk, or a share of what waits where that is less. It takes the least time at
   * least, unless that is more than an equal part for each lease.
   */
  private weightOf({ weight, leases }: QueueLoad): number {
    const { chunk, least } = this.means.times;
    const { rate, weight: before } = this.pace;
    const equal = weight / (leases + 1);
    const most = Math.min(rate * chunk, GROWTH * before);
    return Math.min(most, Math.max(equal / SHARES, Math.min(rate * least, equal)));
  }

  /** Does something for the study, unless the worker is closed. An InputError closes it; a signal ends it where the queue is not reached. */
  private async unlessRefused(work: () => Promise<boolean>): Promise<boolean> {
    if (this.isClosed) return false;
    try {
      return await work();
    } catch (error) {
      if (isInputError(error)) this.refusal ??= error;
      else if (!this.signal.aborted || !isOutOfReach(error)) throw error;
      return false;
    }
  }

  /** Does the cells of a lease, and gives back those that it did not come to. */
  private async workLease(executor: Executor, lease: string, cells: readonly LeasedCell[]): Promise<void> {
    const { queue } = this.settings;
    const sign = () => void queue.beat(lease).catch(() => undefined); // the next one may come through
    const beats = setInterval(sign, 1000 * this.means.times.beat);
    this.held.set(lease, cells);
    try {
      await this.workCells(executor, cells);
    } catch (error) {
      await this.reach((each) => each.release(lease), AbortSignal.abort()).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(beats);
      this.held.delete(lease);
    }
    await this.reach((each) => each.release(lease));
  }

  /** Does cells and measures their pace. */
  private async workCells(executor: Executor, cells: readonly LeasedCell[]): Promise<void> {
    const begun = this.means.clock();
    this.settings.onLease?.([...this.held.values()].flat());
    for (const cell of cells) this.requireSameCell(cell);
    const tasks: Task[] = [];
    for (const cell of cells) tasks.push(await this.taskOf(cell));
    const weight = await this.commitAll(executor, cells, tasks);
    const seconds = this.means.clock() - begun;
    if (weight > 0 && seconds > 0) this.pace = { rate: weight / seconds, weight };
  }

  /**
   * Does cells and commits them as they are done. Returns the weight of the runs that were done from beginning to end, 0 where not all cells
   * were: a run that failed, or went on from a checkpoint, took less than its weight.
   */
  private async commitAll(
    executor: Executor,
    cells: readonly LeasedCell[],
    tasks: readonly Task[],
  ): Promise<number> {
    const resumed = new Set(tasks.flatMap(({ run, checkpoint }) => (checkpoint ? [run] : [])));
    const waiting = new Map<number, LeasedCell[]>();
    for (const cell of cells) waiting.set(cell.run, [...(waiting.get(cell.run) ?? []), cell]);
    let weight = 0;
    const failure = new AbortController();
    // The first failure ends the lease; `abort` keeps its reason.
    const fail = (error: unknown) => failure.abort(error);
    const bunch = new ResultBunch<CellResult>(
      (results) => this.commit(results),
      this.means.times.apart,
      fail,
    );
    const take = (report: TaskReport) => {
      this.settings.onReport?.(report);
      if (report.kind === 'checkpoint') this.keep(waiting.get(report.run)?.[0], report.checkpoint);
      if (report.kind !== 'done') return;
      const { record, seconds } = report;
      const cell = waiting.get(record.run)?.shift();
      if (!cell) return;
      if (record.status === 'finished' && !resumed.has(record.run)) weight += cell.weight;
      bunch.add(this.resultOf(cell, record, seconds));
    };
    const signal = AbortSignal.any([this.signal, failure.signal]);
    try {
      return (await untilAborted(executor.execute(tasks), signal, take)) ? weight : 0;
    } finally {
      await bunch.end();
      failure.signal.throwIfAborted();
    }
  }

  private keep(cell: LeasedCell | undefined, checkpoint: RunCheckpoint): void {
    if (cell) this.checkpoints.keep(cell, checkpoint);
  }

  private async taskOf(cell: LeasedCell): Promise<Task> {
    const { runs, trackers } = this.settings;
    const task = { run: cell.run, description: runs[cell.run]!, trackers };
    if (cell.attempt === 1) return task;
    return { ...task, checkpoint: await this.reach(() => this.checkpoints.before(cell)) };
  }

  private resultOf(leased: LeasedCell, record: RunRecord, seconds: number): CellResult {
    const { worker, versions } = this.settings;
    const { run, cell, copy, attempt } = leased;
    const line = checkedLine({ ...record, versions: { ...versions } }, cell);
    return {
      run,
      cell,
      copy,
      attempt,
      worker,
      line,
      status: record.status,
      seconds,
      digest: recordDigest(record),
    };
  }

  /** A call that is repeated commits all of them again, which changes nothing. */
  private async commit(results: readonly CellResult[]): Promise<void> {
    const outcomes = await this.reach((queue) => Promise.all(results.map((result) => queue.commit(result))));
    for (const outcome of outcomes) this.outcomes[outcome]++;
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

  private async reach<Reply>(
    call: (queue: CellQueue) => Promise<Reply>,
    signal: AbortSignal = this.signal,
  ): Promise<Reply> {
    const { clock, times } = this.means;
    return untilReached(() => call(this.settings.queue), { seconds: times.reach, clock, signal });
  }
}
