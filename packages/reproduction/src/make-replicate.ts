import type { Clock } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { MadeReplicate, ReplicateTask } from './replicate-maker.js';
import type { AnyReplication } from './replication.js';

/** Makes a replicate here and now, of a replication that some registered experiment names. */
export async function makeReplicate(
  { replication: id, settings, replicate }: ReplicateTask,
  registry: Registry,
  clock: Clock,
): Promise<MadeReplicate> {
  const started = clock();
  const replication = await replicationOf(id, registry);
  const found = await replication.make(settings, replicate, registry);
  return { replicate, found, seconds: clock() - started };
}

async function replicationOf(id: string, registry: Registry): Promise<AnyReplication> {
  for (const { spec } of registry.list('experiment')) {
    const replications = await spec.create(spec.options.parse({})).replications();
    const replication = replications.find((each) => each.id === id);
    if (replication) return replication;
  }
  throw new Error(`No registered experiment has a replication ${id}.`);
}
