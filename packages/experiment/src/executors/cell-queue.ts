import type { Study } from '../study/study.js';
import type { Handshake } from './handshake.js';

/** How often an entry is tried again whose worker was lost, before the entry itself counts as lost. */
export const RETRIES = 3;

/** A study in a queue: what its workers are given. Plain JSON, a recipe without code. */
export interface StudyPlan {
  /** The hash of the study, which names its queue. */
  readonly id: string;
  /** With its options completed. */
  readonly study: Study;
  readonly handshake: Handshake;
}

/** A run of a study that is to be done. Plain JSON. */
export interface PlannedCell {
  /** Its number in the study. */
  readonly run: number;
  /** Its id by content: 64 hexadecimal digits, the same in every study that has the run. */
  readonly cell: string;
  /** 0; or 1 for a second run of the same cell, asked for to confirm the first. Together with `cell` it names the entry of the queue. */
  readonly copy: number;
  /** Its expected cost, in a unit that the cells of a study share. Cells of a large weight are leased first. */
  readonly weight: number;
}

/** One try at a planned cell. */
export interface Attempt {
  readonly cell: string;
  readonly copy: number;
  /** Counted from 1: each lease of the entry has the next number, whatever became of the one before. */
  readonly attempt: number;
}

/** A planned cell that a worker has now. */
export interface LeasedCell extends Attempt {
  readonly run: number;
  readonly weight: number;
}

/** Who asks for cells. */
export interface LeaseRequest {
  /** Chosen by the worker, a new one each time. A request that is sent again with the same id gets the same cells, as long as any is leased. */
  readonly lease: string;
  /** Names the process of the worker; another process has another name. */
  readonly worker: string;
  /** The sum of the weights that the worker wants: about 30 seconds by the rate that it measured. 0 asks for one cell. */
  readonly weight: number;
}

/** What came out of an attempt. */
export interface CellResult extends Attempt {
  readonly run: number;
  readonly worker: string;
  /** A digest of the record, without what it ran on: equal digests, equal results to the bit. */
  readonly digest: string;
  /** The line of `runs.jsonl`, with its check and without the newline. */
  readonly line: string;
  readonly status: 'finished' | 'failed' | 'timed out';
  /** Wall time. */
  readonly seconds: number;
}

/**
 * What a queue did with a result: `kept` the first one of its cell, counted it as `confirmed` because the cell has one with this
 * digest, or kept it beside the first as `different`, which is an incident.
 */
export type Outcome = 'kept' | 'confirmed' | 'different';

/** A result as a queue keeps it: one for each digest of a cell. */
export interface StoredResult extends CellResult {
  /** Whether it is the first of its cell. The others are incidents. */
  readonly first: boolean;
  /** How many more attempts gave the same digest. */
  readonly confirmations: number;
}

/** An attempt whose worker was lost for good. */
export interface LostCell extends Attempt {
  readonly run: number;
  /**
   * Why the last worker was lost, in a sentence: the signal or the exit code that ended it, where a process above it recorded that by `lose`
   * (`pomdp-gym work --supervise`); else the seconds of its silence, after which any other worker loses its cells by `reap`.
   */
  readonly reason: string;
}

/** How far a queue is. The entries are those of the plan, confirmations included. */
export interface QueueStatus {
  readonly entries: {
    readonly waiting: number;
    readonly leased: number;
    /** Finished. */
    readonly done: number;
    /** Failed or timed out by the run's own doing: never tried again. */
    readonly failed: number;
    /** The workers of all tries were lost. */
    readonly lost: number;
  };
  /** How many of the entries ask for a second run, and how many second results came out as the first. */
  readonly confirmations: { readonly planned: number; readonly confirmed: number };
  /** Results that differ from the first of their cell. */
  readonly incidents: number;
  /** Workers that have a lease, and took its cells or gave a sign within the last minute. */
  readonly workers: number;
  /** The sum of the weights of entries that wait or are leased. */
  readonly weightLeft: number;
  /**
   * What rate and time to go are computed from: the results of the last five minutes by the clock of the queue, or the last one where none
   * came. The first of their runs began `seconds` ago.
   */
  readonly recent: { readonly cells: number; readonly weight: number; readonly seconds: number };
}

/** What is left of a queue, and how many share it: what workers size their leases by. */
export interface QueueLoad {
  /** How many entries wait. */
  readonly waiting: number;
  /** How many are leased. */
  readonly leased: number;
  /** The sum of the weights of those that wait. */
  readonly weight: number;
  /** How many leases there are, those of silent workers included until they are reaped. */
  readonly leases: number;
}

/**
 * The cells of one study, shared by any number of processes. Every method may be called again after its reply was lost: the second call
 * changes nothing and returns the same. All times are those of the queue itself; the clocks of workers have no part in it. A method throws an
 * OutOfReach where the same call may succeed later by itself; workers repeat it then, and only then.
 *
 * An entry is waiting, leased, done, failed or lost. The rules, in full, are the trials of `cellQueueRules`:
 *
 * - Entries and results are inserted if absent. What is missing is always what is planned and has no result.
 * - A result is accepted whenever it comes: late, twice, out of order, from an attempt that counts as lost.
 * - `lose` and `reap` compare and set on (cell, copy, attempt): they change nothing where the entry has a result or a newer attempt.
 * - `keepCheckpoint` compares and sets likewise. Each entry has a checkpoint of its own: a second run does not go on from the first.
 * - A failed entry is never leased again. A lost attempt makes the entry wait again, up to `RETRIES` times; the loss after that makes it lost.
 */
export interface CellQueue {
  readonly plan: StudyPlan;
  /** Adds the entries that are absent, and leaves the others as they are. */
  add(cells: readonly PlannedCell[]): Promise<void>;
  /**
   * Leases waiting entries, in the order of their copies, then those of the largest weight first, then by number: as many as have a sum of
   * weights up to what is asked for, at least one. An entry with a lost attempt is leased alone, so that a cell which ends its workers
   * takes no other with it.
   *
   * @returns them in this order; none where nothing waits: then there is no lease, and nothing of the request is kept.
   */
  take(request: LeaseRequest): Promise<readonly LeasedCell[]>;
  /** A sign of life of a worker that holds a lease. Returns whether any of its cells is still leased to it. */
  beat(lease: string): Promise<boolean>;
  /**
   * Keeps a result; inserts if absent by cell and digest. The same attempt with the same digest counts once. A run that timed out says
   * nothing of its result: it is kept only where its cell has no other (else `confirmed`, without being counted), and any other replaces it.
   *
   * Its entry has no checkpoint then.
   *
   * @throws InputError where the study has no such entry.
   */
  commit(result: CellResult): Promise<Outcome>;
  /**
   * Keeps where the run of an attempt stands, in place of where it stood before, for the next attempt at the same entry. Returns whether
   * it is this attempt's turn; nothing is kept otherwise.
   *
   * @param text is returned by `checkpointOf` as it is.
   */
  keepCheckpoint(attempt: Attempt, text: string): Promise<boolean>;
  /** Where the last attempt at an entry stood, however it ended; undefined where it kept nothing, and where the entry has a result. */
  checkpointOf(entry: Pick<Attempt, 'cell' | 'copy'>): Promise<string | undefined>;
  /** Ends a lease. Gives its cells back that have no result: a worker that is stopped on purpose loses none of their tries. */
  release(lease: string): Promise<void>;
  /**
   * Records that the worker of an attempt was lost; for a process that supervises it and knows how it ended. Returns whether it was this
   * attempt's turn.
   */
  lose(attempt: Attempt, reason: string): Promise<boolean>;
  /** Ends every lease that gave no sign for so many seconds, and loses its attempts. Returns how many of these. */
  reap(silentSeconds: number): Promise<number>;
  /** Makes the entries wait again that timed out or are lost, and drops the results of the former. Returns how many. */
  again(): Promise<number>;
  /** Workers call it before each lease, and each second while they wait: it reads what waits and what is leased, and no results. */
  load(): Promise<QueueLoad>;
  status(): Promise<QueueStatus>;
  /** Every stored result, those that differ included, in the order of their runs, the first of a run first. */
  results(): AsyncIterable<StoredResult>;
  lost(): Promise<readonly LostCell[]>;
}

/** A place that holds the queues of several studies: a database, say. */
export interface QueueStore {
  /** Makes the queue of a study if it is absent. Throws an InputError where the study was planned with another handshake. */
  open(plan: StudyPlan): Promise<CellQueue>;
  /**
   * The studies that have a queue, the earliest first.
   *
   * @param onUnreadable is called for each plan that this version cannot read, which is left out, with the sentence that says why.
   */
  studies(onUnreadable?: (problem: string) => void): Promise<readonly StudyPlan[]>;
  /** Ends the connection; nothing that is kept is lost. */
  close(): Promise<void>;
}
