import { partKinds } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import type { RunDescription } from '../study/study.js';

/** What a run is made of, and which plugins contribute it: `environment Lamps-v0 of ./lamps, policy uniform of …`. */
export function partsOf({ environment, agent }: RunDescription, registry: Registry): string {
  const parts = partKinds.flatMap((kind) => (agent[kind] ? [[kind, agent[kind].id] as const] : []));
  return [['environment', environment.id] as const, ...parts]
    .map(([kind, id]) => `${kind} ${id} of ${registry.get(kind, id).source}`)
    .join(', ');
}
