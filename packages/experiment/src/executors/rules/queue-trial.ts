import type {
  Attempt,
  CellQueue,
  CellResult,
  LeasedCell,
  PlannedCell,
  QueueStatus,
  QueueStore,
  StoredResult,
  StudyPlan,
} from '../cell-queue.js';
import { parseStudy } from '../../study/read-study.js';
import { PROTOCOL } from '../handshake.js';

/** An empty store of queues that a rule is tried on, and its clock. */
export interface QueueTrial {
  /**
   * A connection to the store, as another process has it.
   *
   * @param clockError seconds by which the clock of that process is wrong.
   */
  connect(clockError?: number): Promise<QueueStore>;
  /** Lets so many seconds pass by the clock of the store. */
  pass(seconds: number): Promise<void>;
  /** Ends the trial: whatever it made is removed. */
  end(): Promise<void>;
}

/** A rule that every queue of cells keeps, and its trial, which throws a sentence where the rule is broken. */
export interface QueueRule {
  readonly name: string;
  run(): Promise<void>;
}

/** A small study; no queue runs it. */
export const trialPlan: StudyPlan = {
  id: 'cafe0001',
  study: parseStudy({
    name: 'trial “ä”',
    environments: ['Tiger-v0'],
    agents: [{ policy: 'uniform' }],
    seeds: [1, 2],
    budget: 100,
  }),
  handshake: { protocol: PROTOCOL, program: 'p1', arithmetic: 'a1', modules: { 'policy softmax': 'm1' } },
};

/** The id of the cell of a run in trials. */
export function cellOf(run: number): string {
  return run.toString(16).padStart(64, '0');
}

/** Entries with these weights; their numbers are their places. */
export function entriesOf(...weights: readonly number[]): PlannedCell[] {
  return weights.map((weight, run) => ({ run, cell: cellOf(run), copy: 0, weight }));
}

/** A second run of an entry. */
export function secondOf(entry: PlannedCell): PlannedCell {
  return { ...entry, copy: 1 };
}

/** What a worker commits for a leased cell. */
export function resultOf(leased: LeasedCell, worker: string, changed: Partial<CellResult> = {}): CellResult {
  const { run, cell, copy, attempt } = leased;
  const digest = changed.digest ?? `digest ${run}`;
  const line = `{"run":${run},"sentence":"ä “${digest}”","value":0.1,"origin":"${cell}"}`;
  return { run, cell, copy, attempt, worker, digest, line, status: 'finished', seconds: 0.25, ...changed };
}

/** A queue with these entries. */
export async function queueWith(trial: QueueTrial, entries: readonly PlannedCell[]): Promise<CellQueue> {
  const queue = await (await trial.connect()).open(trialPlan);
  await queue.add(entries);
  return queue;
}

/** The same queue by another connection. */
export async function alongside(trial: QueueTrial, clockError = 0): Promise<CellQueue> {
  return (await trial.connect(clockError)).open(trialPlan);
}

/** Takes cells of a weight by a new lease, which is named after the worker. */
export async function take(queue: CellQueue, worker: string, weight = 0): Promise<readonly LeasedCell[]> {
  return queue.take({ lease: worker, worker, weight });
}

/** A queue to plan in, and what its worker leaves. */
export interface WorkedQueue {
  readonly planned: CellQueue;
  /** How many entries wait and how many are under way once the worker has done what it could, after each piece but the first. */
  readonly left: readonly (readonly [waiting: number, leased: number])[];
}

/** A queue whose worker, by a connection of its own, does what it can after each piece that is added but the first. */
export function workedBetweenPieces(queue: CellQueue, worker: CellQueue): WorkedQueue {
  const left: (readonly [number, number])[] = [];
  let pieces = 0;
  const add: CellQueue['add'] = async (cells) => {
    await queue.add(cells);
    if (++pieces === 1) return;
    const lease = `after piece ${pieces}`;
    const taken = await worker.take({ lease, worker: 'w', weight: 100 });
    for (const cell of taken) await worker.commit(resultOf(cell, 'w'));
    await worker.release(lease);
    const { waiting, leased } = await worker.load();
    left.push([waiting, leased]);
  };
  const planned = new Proxy(queue, {
    get: (target, name): unknown => (name === 'add' ? add : Reflect.get(target, name)),
  });
  return { planned, left };
}

/** Takes the one cell that must be there. */
export async function takeOne(queue: CellQueue, worker: string): Promise<LeasedCell> {
  const [leased] = await take(queue, worker);
  if (!leased) throw new Error(`Nothing is leased to ${worker}, where an entry waits.`);
  return leased;
}

export async function resultsOf(queue: CellQueue): Promise<StoredResult[]> {
  const all: StoredResult[] = [];
  for await (const result of queue.results()) all.push(result);
  return all;
}

/** Throws a sentence where a condition does not hold. */
export function demand(holds: boolean, sentence: () => string): void {
  if (!holds) throw new Error(sentence());
}

/** Throws where a value is another than expected; both are plain JSON, and the order of keys does not matter. */
export function demandEqual(what: string, found: unknown, expected: unknown): void {
  const [is, should] = [found, expected].map((value) => JSON.stringify(sorted(value)));
  demand(is === should, () => `${what}: ${is}, where ${should} is right.`);
}

/** Throws where the entries stand otherwise; the states that are not named have none. */
export async function demandEntries(
  queue: CellQueue,
  expected: Partial<QueueStatus['entries']>,
  when: string,
): Promise<void> {
  const { entries } = await queue.status();
  const all = { waiting: 0, leased: 0, done: 0, failed: 0, lost: 0, ...expected };
  demandEqual(`The entries ${when}`, entries, all);
}

/** The runs of some cells. */
export function runsIn(cells: readonly Pick<PlannedCell, 'run'>[]): number[] {
  return cells.map(({ run }) => run);
}

/** Whether losing an attempt was refused. */
export async function loseWrongly(queue: CellQueue, attempt: Attempt, when: string): Promise<void> {
  const lost = await queue.lose(attempt, 'exit code 1');
  demand(!lost, () => `An attempt is lost ${when}.`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
