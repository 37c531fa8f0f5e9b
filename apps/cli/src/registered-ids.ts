import { kindNames } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** The id of everything that is registered, kind by kind. */
export function registeredIds(registry: Registry): string[] {
  return kindNames(registry.table).flatMap((kind) => registry.describe(kind).map(({ id }) => id));
}
