import { kindNames, kinds } from '@pomdp-gym/contracts';
import { describeOptions, type Registry } from '@pomdp-gym/registry';
import type { CatalogueEntry } from './calls.js';

/** Everything that is registered, with its options. */
export function catalogue(registry: Registry): readonly CatalogueEntry[] {
  return kindNames(kinds).flatMap((kind) =>
    registry.list(kind).map(({ spec }) => ({
      kind,
      id: spec.id,
      summary: spec.summary,
      options: describeOptions(spec.options),
    })),
  );
}
