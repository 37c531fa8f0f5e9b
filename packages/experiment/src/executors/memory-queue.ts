import { InputError } from '@pomdp-gym/contracts';
import {
  type Attempt,
  type CellQueue,
  type CellResult,
  type LeasedCell,
  type LeaseRequest,
  type LostCell,
  type Outcome,
  type PlannedCell,
  type QueueLoad,
  type QueueStatus,
  RETRIES,
  type StoredResult,
  type StudyPlan,
} from './cell-queue.js';
import type { Clock } from './executor.js';
import { inQueueOrder } from './queue-order.js';
import { StoredResults } from './stored-results.js';

/** Seconds that the figures of a status look back for workers. */
const ALIVE = 60;
/** Seconds that they look back for results. */
const RECENT = 300;

/** An entry of the plan, and where it stands. */
interface Entry {
  readonly planned: PlannedCell;
  state: keyof QueueStatus['entries'];
  /** Of the last attempt; 0 before the first. */
  attempt: number;
  /** How many attempts were lost. */
  losses: number;
  /** Who has it, where it is leased. */
  lease: string;
  /** Why its last attempt was lost. */
  reason: string;
  /** Where its last attempt stood. */
  checkpoint?: string | undefined;
}

interface Lease {
  readonly worker: string;
  sign: number;
}

/** A queue of cells in the memory of one process: the plainest form of the contract, for tests. */
export class MemoryQueue implements CellQueue {
  protected readonly entries = new Map<string, Entry>();
  protected readonly leases = new Map<string, Lease>();
  protected readonly stored = new StoredResults();
  protected readonly commits: { readonly time: number; readonly began: number; readonly weight: number }[] =
    [];

  /** @param clock of the queue. */
  constructor(
    readonly plan: StudyPlan,
    protected readonly clock: Clock,
  ) {}

  async add(cells: readonly PlannedCell[]): Promise<void> {
    for (const planned of cells) {
      const entry: Entry = { planned, state: 'waiting', attempt: 0, losses: 0, lease: '', reason: '' };
      if (!this.entries.has(keyOf(planned))) this.entries.set(keyOf(planned), entry);
    }
    return Promise.resolve();
  }

  async take({ lease, worker, weight }: LeaseRequest): Promise<readonly LeasedCell[]> {
    if (!this.leases.has(lease)) for (const entry of this.chosen(weight)) this.leaseTo(lease, entry);
    const held = this.held(lease);
    if (held.length > 0) this.leases.set(lease, { worker, sign: this.clock() });
    return Promise.resolve(held.map(leasedCell));
  }

  async beat(lease: string): Promise<boolean> {
    const known = this.leases.get(lease);
    if (known) known.sign = this.clock();
    return Promise.resolve(this.held(lease).length > 0);
  }

  async commit(result: CellResult): Promise<Outcome> {
    const entry = this.entries.get(keyOf(result));
    if (!entry) throw new InputError(`The study has no cell ${result.cell} of copy ${result.copy}.`);
    if (entry.state !== 'done') entry.state = result.status === 'finished' ? 'done' : 'failed';
    entry.checkpoint = undefined;
    const time = this.clock();
    this.commits.push({ time, began: time - result.seconds, weight: entry.planned.weight });
    return Promise.resolve(this.stored.add(result));
  }

  async keepCheckpoint(attempt: Attempt, text: string): Promise<boolean> {
    const entry = this.underWay(attempt);
    if (entry) entry.checkpoint = text;
    return Promise.resolve(entry !== undefined);
  }

  async checkpointOf(entry: Pick<Attempt, 'cell' | 'copy'>): Promise<string | undefined> {
    return Promise.resolve(this.entries.get(keyOf(entry))?.checkpoint);
  }

  async release(lease: string): Promise<void> {
    for (const entry of this.held(lease)) entry.state = 'waiting';
    this.leases.delete(lease);
    return Promise.resolve();
  }

  async lose(attempt: Attempt, reason: string): Promise<boolean> {
    const entry = this.underWay(attempt);
    if (!entry) return Promise.resolve(false);
    const losses = entry.losses + 1;
    Object.assign(entry, { losses, reason, state: losses > RETRIES ? 'lost' : 'waiting' });
    return Promise.resolve(true);
  }

  async reap(silentSeconds: number): Promise<number> {
    const silent = [...this.leases].filter(([, { sign }]) => this.clock() - sign > silentSeconds);
    let count = 0;
    for (const [lease, { worker }] of silent) {
      const reason = `The worker ${worker} gave no sign of life for ${silentSeconds} seconds.`;
      for (const entry of this.held(lease)) if (await this.lose(leasedCell(entry), reason)) count++;
      this.leases.delete(lease);
    }
    return count;
  }

  async again(): Promise<number> {
    const timedOut = new Set(this.stored.dropTimedOut());
    const chosen = [...this.entries.values()].filter(
      ({ state, planned }) => state === 'lost' || (state === 'failed' && timedOut.has(planned.cell)),
    );
    for (const entry of chosen) Object.assign(entry, { state: 'waiting', losses: 0 });
    return Promise.resolve(chosen.length);
  }

  async load(): Promise<QueueLoad> {
    const all = [...this.entries.values()];
    const waiting = all.filter(({ state }) => state === 'waiting');
    return Promise.resolve({
      waiting: waiting.length,
      leased: all.filter(({ state }) => state === 'leased').length,
      weight: sum(waiting.map(({ planned }) => planned.weight)),
      leases: this.leases.size,
    });
  }

  async status(): Promise<QueueStatus> {
    const all = [...this.entries.values()];
    const count = (state: Entry['state']) => all.filter((entry) => entry.state === state).length;
    const left = all.filter(({ state }) => state === 'waiting' || state === 'leased');
    return Promise.resolve({
      entries: {
        waiting: count('waiting'),
        leased: count('leased'),
        done: count('done'),
        failed: count('failed'),
        lost: count('lost'),
      },
      confirmations: {
        planned: all.filter(({ planned }) => planned.copy > 0).length,
        confirmed: this.stored.confirmed,
      },
      incidents: this.stored.incidents,
      workers: this.workersWithin(ALIVE),
      weightLeft: sum(left.map(({ planned }) => planned.weight)),
      recent: this.recent(),
    });
  }

  async *results(): AsyncIterable<StoredResult> {
    yield* await Promise.resolve(this.stored.all());
  }

  async lost(): Promise<readonly LostCell[]> {
    const entries = [...this.entries.values()].filter(({ state }) => state === 'lost');
    return Promise.resolve(
      entries.map(({ planned: { run, cell, copy }, attempt, reason }) => ({
        ...{ run, cell, copy, attempt, reason },
      })),
    );
  }

  /** The waiting entries that a request of this weight gets. */
  protected chosen(weight: number): readonly Entry[] {
    const waiting = [...this.entries.values()]
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => inQueueOrder(a.planned, b.planned));
    const [first, ...rest] = waiting;
    if (!first || first.losses > 0) return first ? [first] : [];
    const chosen = [first];
    let total = first.planned.weight;
    for (const entry of rest.filter(({ losses }) => losses === 0)) {
      total += entry.planned.weight;
      if (total > weight) break;
      chosen.push(entry);
    }
    return chosen;
  }

  private leaseTo(lease: string, entry: Entry): void {
    Object.assign(entry, { state: 'leased', attempt: entry.attempt + 1, lease });
  }

  /** The entry of an attempt, where that is under way. */
  private underWay({ cell, copy, attempt }: Attempt): Entry | undefined {
    const entry = this.entries.get(keyOf({ cell, copy }));
    return entry?.state === 'leased' && entry.attempt === attempt ? entry : undefined;
  }

  /** The entries that are leased under this id still. */
  private held(lease: string): readonly Entry[] {
    return [...this.entries.values()]
      .filter((entry) => entry.state === 'leased' && entry.lease === lease)
      .sort((a, b) => inQueueOrder(a.planned, b.planned));
  }

  private workersWithin(seconds: number): number {
    const alive = [...this.leases.values()].filter(({ sign }) => this.clock() - sign <= seconds);
    return new Set(alive.map(({ worker }) => worker)).size;
  }

  private recent(): QueueStatus['recent'] {
    const now = this.clock();
    const since = Math.min(now - RECENT, this.commits.at(-1)?.time ?? now);
    const commits = this.commits.filter(({ time }) => time >= since);
    const seconds = now - Math.min(now, ...commits.map(({ began }) => began));
    return { cells: commits.length, weight: sum(commits.map(({ weight }) => weight)), seconds };
  }
}

function keyOf({ cell, copy }: Pick<Attempt, 'cell' | 'copy'>): string {
  return `${cell} ${copy}`;
}

function leasedCell({ planned: { run, cell, copy, weight }, attempt }: Entry): LeasedCell {
  return { run, cell, copy, weight, attempt };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
