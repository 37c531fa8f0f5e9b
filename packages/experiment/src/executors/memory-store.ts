import { InputError } from '@pomdp-gym/contracts';
import type { CellQueue, QueueStore, StudyPlan } from './cell-queue.js';
import type { Clock } from './executor.js';
import { handshakeDifference } from './handshake.js';
import { MemoryQueue } from './memory-queue.js';

/** The queues of studies in the memory of one process, for tests. */
export class MemoryStore implements QueueStore {
  protected readonly queues = new Map<string, CellQueue>();

  /** @param Queue the queues that it has. */
  constructor(
    private readonly clock: Clock,
    private readonly Queue: new (plan: StudyPlan, clock: Clock) => CellQueue = MemoryQueue,
  ) {}

  async open(plan: StudyPlan): Promise<CellQueue> {
    const queue = this.queues.get(plan.id) ?? new this.Queue(plan, this.clock);
    const difference = handshakeDifference(queue.plan.handshake, plan.handshake);
    if (difference !== undefined) throw new InputError(difference);
    this.queues.set(plan.id, queue);
    return Promise.resolve(queue);
  }

  async studies(): Promise<readonly StudyPlan[]> {
    return Promise.resolve([...this.queues.values()].map(({ plan }) => plan));
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
