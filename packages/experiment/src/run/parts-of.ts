import { type Kind, partKinds, type Reference, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** What a run is made of, and which plugins contribute it: `environment Lamps-v0 of ./lamps, policy uniform of …`. */
export function partsOf({ environment, agent }: RunDescription, registry: Registry): string {
  return partsWithin({ environment, agent }, registry)
    .map(({ kind, reference: { id } }) => `${kind} ${id} of ${registry.get(kind, id).source}`)
    .join(', ');
}

/** A part of a run, by its kind. */
export interface RunPart {
  readonly kind: Kind;
  readonly reference: Reference;
}

/** Every part of a run, each followed by the recipes among its options. */
export function partsWithin(
  { environment, agent }: Pick<RunDescription, 'environment' | 'agent'>,
  registry: Registry,
): readonly RunPart[] {
  const wrappers = environment.wrappers ?? [];
  const parts: readonly RunPart[] = [
    { kind: 'environment', reference: environment },
    ...wrappers.map((reference) => ({ kind: 'wrapper' as const, reference })),
    ...partKinds.flatMap((kind) => (agent[kind] ? [{ kind, reference: agent[kind] }] : [])),
  ];
  return parts.flatMap((part) => [part, ...registry.recipesWithin(part.kind, part.reference)]);
}
