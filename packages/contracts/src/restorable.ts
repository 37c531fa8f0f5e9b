import type { Random } from './random.js';

/**
 * What may be saved under way, and gone on with later or in a copy. It has both methods or neither. Saving changes nothing.
 */
export interface Restorable {
  /**
   * All that what follows depends on, but for its options, what it was given, and parameters that others own. Plain data
   * that survives JSON; the receiver's to keep.
   */
  save?(): unknown;
  /** Goes on, to the bit, from what `save` of one made alike returned. Throws an InputError where it is no such data. */
  restore?(saved: unknown): void;
}

/** The same for what draws: `random` is the source of chance from then on, as it is after a `reset`. */
export interface RestorableWithChance {
  save?(): unknown;
  restore?(saved: unknown, random: Random): void;
}
