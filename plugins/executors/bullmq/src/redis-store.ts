import { InputError } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  handshakeDifference,
  planText,
  type QueueStore,
  readPlan,
  readPlans,
  type StudyPlan,
} from '@pomdp-gym/experiment';
import type { Redis } from 'ioredis';
import { RedisQueue } from './redis-queue.js';

/** The queues of studies in Redis, under keys of a prefix. */
export class RedisStore implements QueueStore {
  /** By the id of their plan: each has connections of its own. */
  private readonly queues = new Map<string, RedisQueue>();
  private ended: Promise<void> | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async open(plan: StudyPlan): Promise<CellQueue> {
    const number = await this.redis.incr(`${this.prefix}:count`);
    const insert = this.redis.multi().hsetnx(`${this.prefix}:plans`, plan.id, planText(plan));
    await insert.zadd(`${this.prefix}:studies`, 'NX', number, plan.id).exec();
    const opened = await this.plan(plan.id);
    const difference = handshakeDifference(opened.handshake, plan.handshake);
    if (difference !== undefined) throw new InputError(difference);
    const queue = this.queues.get(plan.id) ?? new RedisQueue(opened, this.redis, this.prefix);
    this.queues.set(plan.id, queue);
    return queue;
  }

  async studies(onUnreadable?: (problem: string) => void): Promise<readonly StudyPlan[]> {
    const ids = await this.redis.zrange(`${this.prefix}:studies`, 0, -1);
    const texts = await Promise.all(ids.map((id) => this.textOf(id)));
    return readPlans(texts, 'the queue', onUnreadable);
  }

  async close(): Promise<void> {
    await (this.ended ??= this.end());
  }

  private async plan(id: string): Promise<StudyPlan> {
    return readPlan(await this.textOf(id), 'the queue');
  }

  private async textOf(id: string): Promise<string> {
    return (await this.redis.hget(`${this.prefix}:plans`, id)) ?? '';
  }

  private async end(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }
}
