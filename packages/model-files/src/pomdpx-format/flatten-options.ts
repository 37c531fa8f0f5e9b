import type { Slot } from './variables.js';

/** How to multiply a factored model out. */
export interface FlattenOptions {
  /** Keep only the states that can be reached from a start, whatever is done (default: all joint states). */
  readonly reachable?: boolean;
  /**
   * Whether state variables that the file declares fully observable are part of what the agent sees (default: they
   * are). Where they follow from the past anyway, as a robot's place does that moves without noise, leaving them out
   * gives the same problem with fewer observations.
   */
  readonly showObserved?: boolean;
}

/** The state variables whose values are part of what the agent sees. */
export function seenSlots(current: readonly Slot[], { showObserved }: FlattenOptions): readonly Slot[] {
  return showObserved === false ? [] : current.filter((slot) => slot.seen);
}
