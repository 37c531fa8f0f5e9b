import type { Kind } from '@pomdp-gym/contracts';

/** What a list shows of a spec. */
export interface Contribution {
  readonly kind: Kind;
  readonly id: string;
  readonly summary: string;
}

/** A plugin that is loaded when one of its contributions is asked for. */
export interface PluginOffer {
  /** The package or path that messages name. */
  readonly source: string;
  readonly contributes: readonly Contribution[];
  /** Returns what the plugin exports by default. */
  load(): unknown;
}
