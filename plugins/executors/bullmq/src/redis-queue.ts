import { InputError } from '@pomdp-gym/contracts';
import {
  type Attempt,
  type CellQueue,
  type CellResult,
  inQueueOrder,
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
} from '@pomdp-gym/experiment';
import { z } from 'zod';
import type { Redis } from 'ioredis';
import { type EntryDelivery, JobQueue, LAST } from './job-queue.js';
import { passingFault } from './redis-fault.js';
import * as scripts from './scripts.js';

/** Entries or results of one call. */
const BATCH = 500;
/** Seconds that the figures of a status look back for workers. */
const ALIVE = 60;
/** Seconds that they look back for results. */
const RECENT = 300;

const texts = z.array(z.string());
const number = z.coerce.number();
const outcome = z.enum(['kept', 'confirmed', 'different', 'unknown']);
const entryShape = z.object({
  ...{ run: number, cell: z.string(), copy: number, weight: number },
  ...{ attempt: number, state: z.string(), reason: z.string() },
});
const keptShape = z.array(z.object({ digest: z.string(), names: texts }));
const resultShape = z.object({
  ...{ run: z.int(), cell: z.string(), copy: z.int(), attempt: z.int(), worker: z.string() },
  ...{ digest: z.string(), line: z.string(), seconds: z.number() },
  status: z.enum(['finished', 'failed', 'timed out']),
});

const countsShape = z.tuple([number, number, number, number, number, number, number, number]);

/** What of a study is where. */
interface Counts extends Pick<QueueStatus, 'entries'> {
  readonly leases: number;
  readonly weights: Readonly<Record<'waiting' | 'leased', number>>;
}

type Entry = z.infer<typeof entryShape> & { readonly key: string };

/** The cells of a study in Redis. BullMQ delivers entries; scripts, which Redis runs one at a time, decide. */
export class RedisQueue implements CellQueue {
  private readonly jobs: JobQueue;
  private readonly keys: string;
  private readonly planned = new Map<string, Entry>();

  constructor(
    readonly plan: StudyPlan,
    private readonly redis: Redis,
    prefix: string,
  ) {
    this.keys = `${prefix}:cells:${plan.id}:`;
    this.jobs = new JobQueue(redis, prefix, plan.id);
  }

  async add(cells: readonly PlannedCell[]): Promise<void> {
    for (let at = 0; at < cells.length; at += BATCH) {
      const rows = cells.slice(at, at + BATCH).flatMap((planned) => {
        const { run, cell, copy, weight } = planned;
        return [keyOf(planned), run, cell, copy, weight];
      });
      await this.run(scripts.ADD, rows);
    }
    await this.rank();
  }

  async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    const { lease, worker } = request;
    if (number.parse(await this.run(scripts.BEGIN, [lease, worker])) === 1) await this.fill(request);
    const held = await this.entries(texts.parse(await this.redis.smembers(`${this.keys}held:${lease}`)));
    if (held.length === 0) await this.run(scripts.END, [lease]);
    return held
      .map(({ run, cell, copy, weight, attempt }) => ({ run, cell, copy, weight, attempt }))
      .sort(inQueueOrder);
  }

  async beat(lease: string): Promise<boolean> {
    return number.parse(await this.run(scripts.BEAT, [lease])) > 0;
  }

  async commit(result: CellResult): Promise<Outcome> {
    const { run, cell, copy, attempt, worker, digest, status, seconds } = result;
    const name = `${copy} ${attempt} ${worker}`;
    const text = JSON.stringify(result);
    const kept = outcome.parse(
      await this.run(scripts.COMMIT, [keyOf(result), cell, run, name, digest, status, text, seconds]),
    );
    if (kept === 'unknown') throw new InputError(`The study has no cell ${cell} of copy ${copy}.`);
    return kept;
  }

  async keepCheckpoint(attempt: Attempt, text: string): Promise<boolean> {
    const kept = await this.run(scripts.KEEP, [keyOf(attempt), attempt.attempt, text]);
    return number.parse(kept) === 1;
  }

  async checkpointOf(entry: Pick<Attempt, 'cell' | 'copy'>): Promise<string | undefined> {
    return (await this.redis.hget(`${this.keys}checkpoints`, keyOf(entry))) ?? undefined;
  }

  async release(lease: string): Promise<void> {
    await this.send(texts.parse(await this.run(scripts.RELEASE, [lease])));
  }

  async lose(attempt: Attempt, reason: string): Promise<boolean> {
    const key = keyOf(attempt);
    const state = await this.run(scripts.LOSE, [key, attempt.attempt, reason, RETRIES]);
    if (state === 'waiting') await this.send([key]);
    return state !== '';
  }

  async reap(silentSeconds: number): Promise<number> {
    const lost = texts.parse(await this.run(scripts.REAP, [silentSeconds, RETRIES]));
    await this.send(lost.filter((_, i) => lost[i + 1] === 'waiting' && i % 2 === 0));
    await this.sendMissing(await this.jobs.count());
    return lost.length / 2;
  }

  async again(): Promise<number> {
    const chosen = texts.parse(await this.run(scripts.AGAIN, []));
    await this.send(chosen);
    return chosen.length;
  }

  async load(): Promise<QueueLoad> {
    const { entries, weights, leases } = await this.counts();
    return { waiting: entries.waiting, leased: entries.leased, weight: weights.waiting, leases };
  }

  async status(): Promise<QueueStatus> {
    const { entries, weights } = await this.counts();
    const [workers, seconds, ...done] = texts
      .parse(await this.run(scripts.RECENT, [ALIVE, RECENT]))
      .map(Number);
    const results = await this.redis.hlen(`${this.keys}lines`);
    const cells = await this.redis.zcard(`${this.keys}runs`);
    return {
      entries,
      confirmations: {
        planned: number.parse((await this.redis.hget(`${this.keys}counts`, 'planned')) ?? 0),
        confirmed: number.parse((await this.redis.hget(`${this.keys}counts`, 'confirmed')) ?? 0),
      },
      incidents: results - cells,
      workers: workers!,
      weightLeft: weights.waiting + weights.leased,
      recent: { cells: done.length, weight: sum(done), seconds: seconds! },
    };
  }

  async *results(): AsyncIterable<StoredResult> {
    for (let at = 0; ; at += BATCH) {
      const cells = await this.redis.zrange(`${this.keys}runs`, at, at + BATCH - 1);
      for (const cell of cells) yield* await this.resultsOf(cell);
      if (cells.length < BATCH) return;
    }
  }

  async lost(): Promise<readonly LostCell[]> {
    const entries = await this.entries(await this.redis.smembers(`${this.keys}state:lost`));
    return entries
      .sort(inQueueOrder)
      .map(({ run, cell, copy, attempt, reason }) => ({ run, cell, copy, attempt, reason }));
  }

  async close(): Promise<void> {
    await this.jobs.close();
  }

  /** All of one moment: no entry is between two states. */
  private async counts(): Promise<Counts> {
    const found = countsShape.parse(await this.run(scripts.COUNTS, []));
    const [waiting, leased, done, failed, lost, leases, weightWaiting, weightLeased] = found;
    const weights = { waiting: weightWaiting, leased: weightLeased };
    return { entries: { waiting, leased, done, failed, lost }, leases, weights };
  }

  /** Takes jobs until the lease is full. */
  private async fill({ lease, weight }: LeaseRequest): Promise<void> {
    let [room, isNext] = [weight, false];
    const ends: Promise<void>[] = [];
    const back: EntryDelivery[] = [];
    for (let isFull = false; !isFull;) {
      const job = await this.nextJob(lease);
      if (!job) break;
      const { key } = job.data;
      const verdict = await this.run(scripts.LEASE, [key, lease, room, isNext ? 1 : 0]);
      if (verdict === 'suspect' || verdict === 'heavy') back.push(job);
      else ends.push(this.jobs.end(job, lease));
      if (verdict === 'leased' || verdict === 'alone') {
        isNext = true;
        room -= number.parse(await this.redis.hget(`${this.keys}entry:${key}`, 'weight'));
      }
      isFull = verdict === 'heavy' || verdict === 'alone' || (isNext && room <= 0);
    }
    await Promise.all([...ends, ...back.map((job) => this.jobs.giveBack(job, lease))]);
  }

  /** The next job; where entries wait without one, because a process ended before it sent it, they are sent first. */
  private async nextJob(lease: string): Promise<EntryDelivery | undefined> {
    const job = await this.jobs.next(lease);
    if (job || !(await this.sendMissing(0))) return job;
    return this.jobs.next(lease);
  }

  /** Sends the entries that wait without a job, where there are fewer jobs than such entries. Returns whether that is so. */
  private async sendMissing(jobs: number): Promise<boolean> {
    await this.jobs.removeAbandoned();
    const isMissing = jobs < (await this.redis.scard(`${this.keys}state:waiting`));
    if (isMissing) await this.send(await this.redis.smembers(`${this.keys}state:waiting`));
    return isMissing;
  }

  private async send(keys: readonly string[]): Promise<void> {
    const entries = await this.entries(keys);
    const ranks = new Map<string, number>();
    for (let at = 0; at < keys.length; at += BATCH) {
      const page = keys.slice(at, at + BATCH);
      const scores = await this.redis.zmscore(`${this.keys}ranks`, ...page);
      page.forEach((key, i) => ranks.set(key, Number(scores[i] ?? LAST)));
    }
    await this.jobs.send(entries.map(({ key, attempt }) => ({ key, attempt, rank: ranks.get(key)! })));
  }

  /** Gives every entry its rank among all, and sends those that are new. */
  private async rank(): Promise<void> {
    const before = new Map(
      (await this.redis.zrange(`${this.keys}ranks`, 0, -1)).map((key, i) => [key, i + 1]),
    );
    const waiting = new Set(await this.redis.smembers(`${this.keys}state:waiting`));
    const entries = await this.plannedEntries([...new Set([...before.keys(), ...waiting])]);
    const ranked = entries.sort(inQueueOrder).map((entry, i) => ({ ...entry, rank: i + 1 }));
    requireRoom(ranked.length);
    const changed = ranked.filter(({ key, rank }) => before.get(key) !== rank);
    for (let at = 0; at < changed.length; at += BATCH) {
      const scores = changed.slice(at, at + BATCH).flatMap(({ key, rank }) => [rank, key]);
      await this.redis.zadd(`${this.keys}ranks`, ...scores);
    }
    const planned = ranked.filter(({ copy }) => copy > 0).length;
    await this.redis.hset(`${this.keys}counts`, 'planned', planned);
    const unsettled = changed.filter(({ key }) => waiting.has(key));
    await this.jobs.send(unsettled.filter(({ key }) => !before.has(key)));
    const moved = new Map(unsettled.filter(({ key }) => before.has(key)).map(({ key, rank }) => [key, rank]));
    for (const { key, attempt } of await this.entries([...moved.keys()]))
      await this.jobs.move({ key, attempt, rank: moved.get(key)! });
  }

  /** What was planned under these keys, which stays as it is: it is read once. */
  private async plannedEntries(keys: readonly string[]): Promise<Entry[]> {
    const unknown = keys.filter((key) => !this.planned.has(key));
    for (const entry of await this.entries(unknown)) this.planned.set(entry.key, entry);
    return keys.map((key) => this.planned.get(key)!);
  }

  private async entries(keys: readonly string[]): Promise<Entry[]> {
    const all: Entry[] = [];
    for (let at = 0; at < keys.length; at += BATCH) {
      const page = keys.slice(at, at + BATCH);
      const rows = await Promise.all(page.map((key) => this.redis.hgetall(`${this.keys}entry:${key}`)));
      rows.forEach((row, i) => all.push({ key: page[i]!, ...entryShape.parse(row) }));
    }
    return all;
  }

  private async resultsOf(cell: string): Promise<StoredResult[]> {
    const kept = keptShape.parse(JSON.parse((await this.redis.hget(`${this.keys}kept`, cell)) ?? '[]'));
    const lines = await Promise.all(
      kept.map(({ digest }) => this.redis.hget(`${this.keys}lines`, `${cell} ${digest}`)),
    );
    return kept.map(({ names }, i) => ({
      ...resultShape.parse(JSON.parse(lines[i] ?? 'null')),
      first: i === 0,
      confirmations: names.length - 1,
    }));
  }

  private async run(script: string, values: readonly (string | number)[]): Promise<unknown> {
    return this.redis.eval(script, 1, this.keys, ...values).catch((error: unknown) => {
      throw passingFault(error);
    });
  }
}

function keyOf({ cell, copy }: Pick<Attempt, 'cell' | 'copy'>): string {
  return `${cell}-${copy}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Ranks are priorities of BullMQ, of which there are so many. */
function requireRoom(count: number): void {
  if (count > LAST)
    throw new InputError(
      `BullMQ orders at most ${LAST} entries, and the study has ${count}. Use the executor pg-boss, or split the study.`,
    );
}
