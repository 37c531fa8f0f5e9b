import type { Check } from '@pomdp-gym/conformance';
import type { TabledKind } from '@pomdp-gym/contracts';

/** A plugin with one mistake, and the one rule that catches it. */
export interface PlantedBug {
  /** Its kind and its name, as in `environment/late-reward`. */
  readonly id: `${TabledKind}/${string}`;
  /** What is wrong, as one plain sentence. */
  readonly wrong: string;
  /** The name of the rule that catches it, word for word. */
  readonly rule: string;
  /** The rules of its kind for its spec, under the settings that it is checked with. */
  checks(): readonly Check[];
}

/** The kind of plugin that the bug is in. */
export function kindOf({ id }: PlantedBug): string {
  return id.slice(0, id.indexOf('/'));
}
