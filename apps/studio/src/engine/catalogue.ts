import { kindNames, kinds } from '@pomdp-gym/contracts';
import { describeOptions, optionFields, type Registry } from '@pomdp-gym/registry';
import type { CatalogueEntry, CatalogueOption } from './calls.js';

/** Everything that is registered, with its options. */
export function catalogue(registry: Registry): readonly CatalogueEntry[] {
  return kindNames(kinds).flatMap((kind) =>
    registry.list(kind).map(({ spec }) => ({
      kind,
      id: spec.id,
      summary: spec.summary,
      options: optionsOf(spec.options),
    })),
  );
}

function optionsOf(schema: Parameters<typeof describeOptions>[0]): readonly CatalogueOption[] {
  const fields = optionFields(schema);
  return describeOptions(schema).map((option) => ({ ...option, field: fields[option.name]! }));
}
