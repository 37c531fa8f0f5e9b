import type {
  Attempt,
  CellQueue,
  CellResult,
  LeasedCell,
  LeaseRequest,
  Outcome,
  PlannedCell,
  QueueStore,
  StoredResult,
  StudyPlan,
} from '../cell-queue.js';
import type { Clock } from '../executor.js';
import { MemoryQueue } from '../memory-queue.js';
import { MemoryStore } from '../memory-store.js';
import { inQueueOrder } from '../queue-order.js';
import type { QueueTrial } from './queue-trial.js';

/** Plans the same entries again: no insert-if-absent. */
class ReplansQueue extends MemoryQueue {
  override async add(cells: readonly PlannedCell[]): Promise<void> {
    for (const { cell, copy } of cells) this.entries.delete(`${cell} ${copy}`);
    await super.add(cells);
  }
}

/** Keeps a lease of a request that got no cells. */
class EmptyLeasesQueue extends MemoryQueue {
  override async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    const taken = await super.take(request);
    this.leases.set(request.lease, { worker: request.worker, sign: this.clock() });
    return taken;
  }
}

/** Keeps leases whose cells are given back. */
class HoardingQueue extends MemoryQueue {
  override async release(lease: string): Promise<void> {
    const known = this.leases.get(lease);
    await super.release(lease);
    if (known) this.leases.set(lease, known);
  }
}

/** Leases by number, whatever the weights. */
class ShortFirstQueue extends MemoryQueue {
  protected override chosen(weight: number) {
    const waiting = [...this.entries.values()].filter(({ state }) => state === 'waiting');
    const first = waiting.sort((a, b) => a.planned.run - b.planned.run).slice(0, 1);
    return weight > 0 ? super.chosen(weight) : first;
  }
}

/** Leases everything at once, whatever is asked for. */
class GreedyQueue extends MemoryQueue {
  protected override chosen(weight: number) {
    return super.chosen(weight === 0 ? 0 : Infinity);
  }
}

/** Looks for what waits, and leases it a turn later. */
class RacingLeasesQueue extends MemoryQueue {
  override async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    const chosen = this.leases.has(request.lease) ? [] : this.chosen(request.weight);
    await Promise.resolve();
    const attempts = chosen.map(({ planned, attempt }) => ({ ...planned, attempt: attempt + 1 }));
    const leased = await super.take(request);
    return attempts.length === 0 ? leased : attempts.sort(inQueueOrder);
  }
}

/** A request that is sent again gets other cells. */
class NewLeasesQueue extends MemoryQueue {
  private count = 0;

  override async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    return super.take({
      ...request,
      lease: this.leases.has(request.lease) ? `${request.lease} ${++this.count}` : request.lease,
    });
  }
}

/** Reaps by when a lease began, and takes no notice of signs of life. */
class DeafQueue extends MemoryQueue {
  override async beat(lease: string): Promise<boolean> {
    const sign = this.leases.get(lease)?.sign ?? 0;
    const isHeld = await super.beat(lease);
    const known = this.leases.get(lease);
    if (known) known.sign = sign;
    return isHeld;
  }
}

/** Never reaps. */
class PatientQueue extends MemoryQueue {
  override async reap(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Counts cells that are given back as lost. */
class ChargingQueue extends MemoryQueue {
  override async release(lease: string): Promise<void> {
    for (const cell of await super.take({ lease, worker: lease, weight: 0 }))
      await this.lose(cell, 'It was stopped.');
  }
}

/** Parses the line and writes it again. */
class RewritingQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    return super.commit({ ...result, line: result.line.replace(/[^\x20-\x7e]/g, '?') });
  }
}

/** Keeps the last result of a cell. */
class LastWinsQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const { cell } = result;
    this.stored.drop(cell);
    return super.commit(result);
  }
}

/** Counts a result that is sent again as a confirmation. */
class CountsTwiceQueue extends MemoryQueue {
  private count = 0;

  override async commit(result: CellResult): Promise<Outcome> {
    return super.commit({ ...result, worker: `${result.worker} ${++this.count}` });
  }
}

/** Takes results of the attempt that is under way only. */
class StrictQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const entry = this.entries.get(`${result.cell} ${result.copy}`);
    if (entry && (entry.state !== 'leased' || entry.attempt !== result.attempt)) return 'confirmed';
    return super.commit(result);
  }
}

/** A late result leaves the entry leased to the later worker. */
class ForgetsLateQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const entry = this.entries.get(`${result.cell} ${result.copy}`);
    const state = entry && entry.attempt > result.attempt ? entry.state : undefined;
    const outcome = await super.commit(result);
    if (entry && state !== undefined) entry.state = state;
    return outcome;
  }
}

/** Tries a failed run again, as if its worker had been lost. */
class RetriesFailuresQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const outcome = await super.commit(result);
    const entry = this.entries.get(`${result.cell} ${result.copy}`);
    if (entry?.state === 'failed') entry.state = 'waiting';
    return outcome;
  }
}

/** Calls a run that timed out different from one that did not. */
class ComparesTimeoutsQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    return super.commit({ ...result, status: result.status === 'timed out' ? 'failed' : result.status });
  }
}

/** Keeps results of cells that nobody planned. */
class OpenQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const { run, cell, copy } = result;
    await this.add([{ run, cell, copy, weight: 1 }]);
    return super.commit(result);
  }
}

/** Returns results in the order in which they came. */
class UnorderedQueue extends MemoryQueue {
  private readonly came: string[] = [];

  override async commit(result: CellResult): Promise<Outcome> {
    this.came.push(result.cell);
    return super.commit(result);
  }

  override async *results(): AsyncIterable<StoredResult> {
    const all = await Promise.resolve(this.stored.all());
    yield* all.sort((a, b) => this.came.indexOf(a.cell) - this.came.indexOf(b.cell));
  }
}

/** Loses an entry whatever its attempt: no compare-and-set. */
class BlindReaperQueue extends MemoryQueue {
  override async lose({ cell, copy, attempt }: Attempt, reason: string): Promise<boolean> {
    const entry = this.entries.get(`${cell} ${copy}`);
    return super.lose({ cell, copy, attempt: entry?.state === 'leased' ? entry.attempt : attempt }, reason);
  }
}

/** Two reapers at once count the same attempts. */
class RacingReapersQueue extends MemoryQueue {
  override async reap(silentSeconds: number): Promise<number> {
    const silent = (lease: string) => this.clock() - (this.leases.get(lease)?.sign ?? 0) > silentSeconds;
    const cells = [...this.entries.values()].filter(
      ({ state, lease }) => state === 'leased' && silent(lease),
    );
    await Promise.resolve();
    for (const { planned, attempt } of cells) await this.lose({ ...planned, attempt }, 'silent');
    return cells.length;
  }
}

/** Tries a lost cell again together with others, and for ever. */
class EndlessQueue extends MemoryQueue {
  override async lose(attempt: Attempt, reason: string): Promise<boolean> {
    const isLost = await super.lose(attempt, reason);
    const entry = this.entries.get(`${attempt.cell} ${attempt.copy}`);
    if (isLost && entry) Object.assign(entry, { state: 'waiting', losses: 1 });
    return isLost;
  }
}

/** Leases a cell that lost its worker together with others. */
class CrowdedQueue extends MemoryQueue {
  protected override chosen(weight: number) {
    const losses = new Map([...this.entries.values()].map((entry) => [entry, entry.losses]));
    for (const entry of losses.keys()) entry.losses = 0;
    const chosen = super.chosen(weight);
    for (const [entry, count] of losses) entry.losses = count;
    return chosen;
  }
}

/** Revives a lost entry that is then lost for good at its first loss. */
class HalfRevivingQueue extends MemoryQueue {
  override async again(): Promise<number> {
    const losses = new Map([...this.entries.values()].map((entry) => [entry, entry.losses]));
    const count = await super.again();
    for (const [entry, number] of losses) entry.losses = number;
    return count;
  }
}

/** Has the weight of all that is left for that of what waits. */
class HeavyQueue extends MemoryQueue {
  override async load() {
    const { weightLeft } = await this.status();
    return { ...(await super.load()), weight: weightLeft };
  }
}

/** Leaves those out of the weight that wait again after a loss. */
class LightQueue extends MemoryQueue {
  override async load() {
    const back = [...this.entries.values()].filter(({ state, losses }) => state === 'waiting' && losses > 0);
    const { weight, ...load } = await super.load();
    return { ...load, weight: weight - back.reduce((sum, { planned }) => sum + planned.weight, 0) };
  }
}

/** Counts workers that were ever there. */
class CrowdCountingQueue extends MemoryQueue {
  override async status() {
    const status = await super.status();
    return { ...status, workers: this.leases.size };
  }
}

/** Takes the time since the first recent result for the time that the results took. */
class HastyQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const outcome = await super.commit(result);
    const [last] = this.commits.splice(-1);
    if (last) this.commits.push({ ...last, began: last.time });
    return outcome;
  }
}

/** Has the entries of all studies in one. */
class OneForAllStore extends MemoryStore {
  override async open(plan: StudyPlan): Promise<CellQueue> {
    const [first] = await this.studies();
    return super.open({ ...plan, id: first?.id ?? plan.id });
  }
}

/** Takes whatever code a worker has. */
class TrustingStore extends MemoryStore {
  override async open(plan: StudyPlan): Promise<CellQueue> {
    const known = (await this.studies()).find(({ id }) => id === plan.id);
    return super.open(known ?? plan);
  }
}

/** Keeps the first checkpoint of an entry. */
class FirstCheckpointQueue extends MemoryQueue {
  override async keepCheckpoint(attempt: Attempt, text: string): Promise<boolean> {
    return super.keepCheckpoint(attempt, (await this.checkpointOf(attempt)) ?? text);
  }
}

/** Has one checkpoint for both runs of a cell. */
class SharedCheckpointQueue extends MemoryQueue {
  override async checkpointOf({ cell }: Pick<Attempt, 'cell'>): Promise<string | undefined> {
    return super.checkpointOf({ cell, copy: 0 });
  }
}

/** Drops what an attempt kept that is lost. */
class ForgetsLostCheckpointsQueue extends MemoryQueue {
  override async lose(attempt: Attempt, reason: string): Promise<boolean> {
    for (const entry of this.entries.values()) entry.checkpoint = undefined;
    return super.lose(attempt, reason);
  }
}

/** Keeps the checkpoint of any attempt. */
class OpenCheckpointQueue extends MemoryQueue {
  override async keepCheckpoint(attempt: Attempt, text: string): Promise<boolean> {
    const entry = [...this.entries.values()].find(({ planned: { cell } }) => cell === attempt.cell);
    if (entry?.state === 'leased') entry.checkpoint = text;
    return Promise.resolve(entry?.state === 'leased');
  }
}

/** Keeps the checkpoints of entries that have a result. */
class HoardsCheckpointsQueue extends MemoryQueue {
  override async commit(result: CellResult): Promise<Outcome> {
    const kept = await this.checkpointOf(result);
    const outcome = await super.commit(result);
    for (const entry of this.entries.values())
      if (entry.planned.cell === result.cell) entry.checkpoint = kept;
    return outcome;
  }
}

/** Drops everything when a connection is closed. */
class ForgetfulStore extends MemoryStore {
  override async close(): Promise<void> {
    this.queues.clear();
    return Promise.resolve();
  }
}

/** A store with this kind of queue. */
function storeOf(Queue: typeof MemoryQueue): (clock: Clock) => QueueStore {
  return (clock) => new MemoryStore(clock, Queue);
}

/** A trial whose connections take signs of life at the time of the worker's own clock. */
export async function workerClockTrial(): Promise<QueueTrial> {
  let now = 1000;
  const store = new MemoryStore(() => now);
  const connect = async (clockError = 0): Promise<QueueStore> =>
    Promise.resolve({
      studies: () => store.studies(),
      close: () => store.close(),
      open: async (plan) => withClock(await store.open(plan), clockError, (seconds) => (now += seconds)),
    });
  return Promise.resolve({
    connect,
    pass(seconds) {
      now += seconds;
      return Promise.resolve();
    },
    end: () => store.close(),
  });
}

/** A queue that is called at the time of a clock that is wrong. */
function withClock(queue: CellQueue, error: number, shift: (seconds: number) => void): CellQueue {
  const at = async <T>(work: () => Promise<T>): Promise<T> => {
    shift(error);
    const result = work();
    shift(-error);
    return result;
  };
  return {
    plan: queue.plan,
    add: (cells) => queue.add(cells),
    take: (request) => at(() => queue.take(request)),
    beat: (lease) => at(() => queue.beat(lease)),
    commit: (result) => queue.commit(result),
    keepCheckpoint: (attempt, text) => queue.keepCheckpoint(attempt, text),
    checkpointOf: (entry) => queue.checkpointOf(entry),
    release: (lease) => queue.release(lease),
    lose: (attempt, reason) => queue.lose(attempt, reason),
    reap: (seconds) => at(() => queue.reap(seconds)),
    again: () => queue.again(),
    load: () => queue.load(),
    status: () => queue.status(),
    results: () => queue.results(),
    lost: () => queue.lost(),
  };
}

/** Queues with one planted bug each, by what is wrong, and the rule that must catch it: the beginning of its name. */
export const plantedQueues: readonly (readonly [
  bug: string,
  rule: string,
  make: (clock: Clock) => QueueStore,
])[] = [
  ['plans entries again that are there', 'A study may be planned', storeOf(ReplansQueue)],
  ['has one queue for all studies', 'The queues of two studies', (clock) => new OneForAllStore(clock)],
  ['returns one study for all', 'A store returns the studies', (clock) => new OneForAllStore(clock)],
  ['takes stale code', 'A study that was planned with other code', (clock) => new TrustingStore(clock)],
  ['forgets all with a connection', 'What was kept is there', (clock) => new ForgetfulStore(clock)],
  ['leases short cells first', 'The longest cells', storeOf(ShortFirstQueue)],
  ['leases all at once', 'A request gets cells', storeOf(GreedyQueue)],
  ['leases in two steps', 'No entry is leased to two', storeOf(RacingLeasesQueue)],
  ['leases more where a request is repeated', 'A request that is sent again', storeOf(NewLeasesQueue)],
  ['keeps leases without cells', 'A request that got no cells', storeOf(EmptyLeasesQueue)],
  ['keeps leases that ended', 'A lease ends where', storeOf(HoardingQueue)],
  ['takes no notice of signs of life', 'A lease lasts', storeOf(DeafQueue)],
  ['never reaps', 'The cells of a worker that is killed', storeOf(PatientQueue)],
  ['counts cells given back as lost', 'Cells that are given back', storeOf(ChargingQueue)],
  ['changes lines', 'A result is kept to the bit', storeOf(RewritingQueue)],
  ['returns results as they came', 'A result is kept to the bit', storeOf(UnorderedQueue)],
  ['keeps the last result', 'A second result', storeOf(LastWinsQueue)],
  ['counts a repeated result', 'A result that is sent again', storeOf(CountsTwiceQueue)],
  ['refuses late results', 'Results may come in any order', storeOf(StrictQueue)],
  ['leaves an entry leased after a late result', 'Results may come in any order', storeOf(ForgetsLateQueue)],
  ['takes a duplicate for nothing', 'A cell that was delivered', storeOf(LastWinsQueue)],
  ['tries failed runs again', 'A run that failed', storeOf(RetriesFailuresQueue)],
  ['compares runs that timed out', 'A run that timed out', storeOf(ComparesTimeoutsQueue)],
  ['keeps results of unknown cells', 'A result of a cell that was not planned', storeOf(OpenQueue)],
  ['has leased cells in the weight that waits', 'The load is', storeOf(HeavyQueue)],
  ['weighs nothing that was lost before', 'The load is', storeOf(LightQueue)],
  ['counts workers that are gone', 'The status counts', storeOf(CrowdCountingQueue)],
  ['counts time from results on', 'Recent results are', storeOf(HastyQueue)],
  ['loses whatever attempt is under way', 'Only the attempt that is under way', storeOf(BlindReaperQueue)],
  ['reaps twice at once', 'Two reapers', storeOf(RacingReapersQueue)],
  ['tries a poisoned cell for ever', 'A cell that ends its workers', storeOf(EndlessQueue)],
  ['tries a poisoned cell beside others', 'A cell that ends its workers', storeOf(CrowdedQueue)],
  ['revives by half', 'Entries that are lost wait', storeOf(HalfRevivingQueue)],
  ['keeps the first checkpoint alone', 'A checkpoint is there', storeOf(FirstCheckpointQueue)],
  ['has one checkpoint for both runs of a cell', 'A checkpoint is there', storeOf(SharedCheckpointQueue)],
  ['drops checkpoints of lost attempts', 'A checkpoint is there', storeOf(ForgetsLostCheckpointsQueue)],
  [
    'keeps checkpoints of earlier attempts',
    'Only the attempt that is under way keeps',
    storeOf(OpenCheckpointQueue),
  ],
  ['keeps checkpoints of what is done', 'A checkpoint is gone', storeOf(HoardsCheckpointsQueue)],
];
