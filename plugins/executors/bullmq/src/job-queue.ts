import { type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';

/** What a job says: that the entry of this key may wait. */
export interface EntryJob {
  readonly key: string;
}

/** An entry that waits. */
export interface Waiting {
  readonly key: string;
  /** Of the last attempt; 0 before the first. */
  readonly attempt: number;
  /** Its place among all entries of the study. */
  readonly rank: number;
}

/** A job that was delivered. */
export type EntryDelivery = Job<EntryJob>;

/** Jobs of one call. */
const BATCH = 1000;
/** The lowest priority that BullMQ has. */
export const LAST = 2_097_151;

/**
 * The jobs of a study in BullMQ, one for each time that an entry waits. They come in the order of the entries' ranks, which are their
 * priorities. A job only says that an entry may wait; the scripts decide whether it does.
 */
export class JobQueue {
  private readonly queue: Queue<EntryJob>;
  private readonly worker: Worker<EntryJob>;

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly study: string,
  ) {
    const options = { connection: redis, prefix };
    this.queue = new Queue(study, options);
    this.worker = new Worker(study, null, { ...options, autorun: false });
    // Failures of the connection: calls are sent again.
    this.queue.on('error', () => undefined);
    this.worker.on('error', () => undefined);
  }

  /** Sends entries; a job that is there already is left as it is. */
  async send(entries: readonly Waiting[]): Promise<void> {
    for (let at = 0; at < entries.length; at += BATCH)
      await this.queue.addBulk(
        entries.slice(at, at + BATCH).map(({ key, attempt, rank }) => ({
          name: 'entry',
          data: { key },
          opts: { jobId: idOf(key, attempt), priority: rank, removeOnComplete: true, removeOnFail: true },
        })),
      );
  }

  /** Gives a waiting entry another place. */
  async move({ key, attempt, rank }: Waiting): Promise<void> {
    const job = await this.queue.getJob(idOf(key, attempt));
    await job?.changePriority({ priority: rank });
  }

  /** The next job; undefined where there are none. Its lock lasts half a minute. */
  async next(token: string): Promise<EntryDelivery | undefined> {
    return this.worker.getNextJob(token, { block: false });
  }

  /** Ends a job whose entry is leased or does not wait any more. */
  async end(job: EntryDelivery, token: string): Promise<void> {
    await job.moveToCompleted(undefined, token, false);
  }

  /** Gives a job back: it is delivered again in its place. */
  async giveBack(job: EntryDelivery, token: string): Promise<void> {
    await job.moveToWait(token);
  }

  /** How many jobs there are, those under delivery included. */
  async count(): Promise<number> {
    return this.queue.getJobCountByTypes('waiting', 'prioritized', 'active');
  }

  /** Removes jobs whose process ended while it had them: their locks have run out. */
  async removeAbandoned(): Promise<void> {
    for (const job of await this.queue.getJobs(['active'])) {
      const lock = `${this.prefix}:${this.study}:${job.id}:lock`;
      if ((await this.redis.exists(lock)) === 0) await job.remove();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.queue.close(), this.worker.close(true)]);
  }
}

function idOf(key: string, attempt: number): string {
  return `${key}-${attempt}`;
}
