import { kinds } from '@pomdp-gym/contracts';
import type { QueueStore } from '@pomdp-gym/experiment';
import { Registry } from '@pomdp-gym/registry';

/** The executors that have queues in servers. Only what is asked for is loaded. */
const plugins = {
  'pg-boss': async () => (await import('@pomdp-gym/executor-pg-boss')).default,
  bullmq: async () => (await import('@pomdp-gym/executor-bullmq')).default,
};

export type QueueId = keyof typeof plugins;

/** Connects to a store of queues by an executor, at its default options. */
export async function connectQueue(id: QueueId, address: string): Promise<QueueStore> {
  const registry = new Registry({ ...kinds, executor: { article: 'an executor', plural: 'executors' } });
  await registry.load(await plugins[id](), 'shipped');
  const executor = registry.create(
    'executor',
    { id, options: {} },
    {
      ...{ registry, clock: () => 0, hash: (text: string) => text },
      threads: refuse,
      makeTracker: refuse,
    },
  );
  if (executor.place !== 'queue') throw new Error(`The executor ${id} has no queue.`);
  return executor.connect(address);
}

function refuse(): never {
  throw new Error('A queue does no runs.');
}
