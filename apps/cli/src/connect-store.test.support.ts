import type { CellQueue, QueueStore } from '@pomdp-gym/experiment';
import { openRegistry } from './open-registry.js';
import { requireQueue } from './queues/with-store.js';

/** Connects to a store of queues by a shipped executor, at its default options. */
export async function connectStore(id: string, address: string): Promise<QueueStore> {
  const plugins = { plugins: [], from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  return requireQueue({ id, options: {} }, { registry, plugins }).connect(address);
}

/** The queue of the only study of a store. */
export async function onlyQueue(store: QueueStore): Promise<CellQueue> {
  const plans = await store.studies();
  if (plans.length !== 1) throw new Error(`The store has ${plans.length} studies.`);
  return store.open(plans[0]!);
}
