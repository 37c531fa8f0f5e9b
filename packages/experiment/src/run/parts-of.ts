import { partKinds, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** What a run is made of, and which plugins contribute it: `environment Lamps-v0 of ./lamps, policy uniform of …`. */
export function partsOf({ environment, agent }: RunDescription, registry: Registry): string {
  const parts = partKinds.flatMap((kind) => (agent[kind] ? [[kind, agent[kind].id] as const] : []));
  const wrappers = (environment.wrappers ?? []).map(({ id }) => ['wrapper', id] as const);
  return [['environment', environment.id] as const, ...wrappers, ...parts]
    .map(([kind, id]) => `${kind} ${id} of ${registry.get(kind, id).source}`)
    .join(', ');
}
