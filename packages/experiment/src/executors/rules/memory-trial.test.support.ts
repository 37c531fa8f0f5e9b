import type { QueueStore } from '../cell-queue.js';
import type { Clock } from '../executor.js';
import type { QueueTrial } from './queue-trial.js';

/** A trial of a store in memory, whose connections are all the store itself. */
export async function memoryTrial(make: (clock: Clock) => QueueStore): Promise<QueueTrial> {
  let now = 1000;
  const store = make(() => now);
  return Promise.resolve({
    connect: () => Promise.resolve(store),
    pass(seconds) {
      now += seconds;
      return Promise.resolve();
    },
    end: () => store.close(),
  });
}
