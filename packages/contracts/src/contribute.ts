import type { Kind, SpecOf } from './kinds.js';
import { tokenOf } from './tokens.js';

/** The part of inversify's module options that a contribution needs: this package does not depend on inversify. */
export interface Binder {
  bind(token: symbol): { toConstantValue(value: unknown): unknown };
}

/** Files a spec under its kind. A plugin's module is a list of these calls. */
export function contribute<K extends Kind>(binder: Binder, kind: K, spec: SpecOf[K]): void {
  binder.bind(tokenOf(kind)).toConstantValue(spec);
}
