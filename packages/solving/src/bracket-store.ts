import type { FiniteModel } from '@pomdp-gym/contracts';
import type { Bracket, Criterion } from './bracket-ends.js';

/** All that a bracket depends on, the build of the program apart. */
export interface BracketKey {
  readonly model: FiniteModel;
  readonly criterion: Criterion;
  readonly backups: number;
}

/** Where brackets are kept that have been found. */
export interface BracketStore {
  read(key: BracketKey): Bracket | undefined;
  keep(key: BracketKey, bracket: Bracket): void;
}

/** Keeps nothing. */
export const noStore: BracketStore = { read: () => undefined, keep: () => undefined };
