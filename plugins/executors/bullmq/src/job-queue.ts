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
  private sender: Queue<EntryJob> | undefined;
  private receiver: Worker<EntryJob> | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly study: string,
  ) {}

  /** Made when it is needed: a look at the status needs none. */
  private get queue(): Queue<EntryJob> {
    this.sender ??= new Queue(this.study, this.options).on('error', sendAgain);
    return this.sender;
  }

  /** Made when it is needed, because it has a connection of its own. */
  private get worker(): Worker<EntryJob> {
    this.receiver ??= new Worker(this.study, null, { ...this.options, autorun: false }).on(
      'error',
      sendAgain,
    );
    return this.receiver;
  }

  private get options() {
    return { connection: this.redis, prefix: this.prefix };
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
    await unlessGone(job.moveToCompleted(undefined, token, false));
  }

  /** Gives a job back: it is delivered again in its place. */
  async giveBack(job: EntryDelivery, token: string): Promise<void> {
    await unlessGone(job.moveToWait(token));
  }

  /** How many jobs there are, those under delivery included. */
  async count(): Promise<number> {
    return this.queue.getJobCountByTypes('waiting', 'prioritized', 'active');
  }

  /** Removes jobs whose process ended while it had them: their locks have run out. */
  async removeAbandoned(): Promise<void> {
    for (const job of await this.queue.getJobs(['active'])) {
      const lock = `${this.prefix}:${this.study}:${job.id}:lock`;
      if ((await this.redis.exists(lock)) === 0) await unlessGone(job.remove());
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.sender?.close(), this.receiver?.close(true)]);
  }
}

/** What BullMQ reports of a connection that fails: the calls are sent again. */
function sendAgain(): void {
  return;
}

/**
 * BullMQ refuses a step of a job that was done already: a call that is sent again because its reply was lost, or what another process did
 * first. A job that is left all the same is removed once its lock has run out, and its entry is sent again.
 */
async function unlessGone(step: Promise<unknown>): Promise<void> {
  await step.catch(() => undefined);
}

function idOf(key: string, attempt: number): string {
  return `${key}-${attempt}`;
}
