import type { Slot } from './variables.js';

/** The most names that a message lists. */
const LISTED = 20;

/** The names of the first slots, for a message. */
export function namesOf(slots: readonly Slot[], separator: string): string {
  const names = slots.slice(0, LISTED).map(({ name }) => name);
  return slots.length > LISTED ? `${names.join(separator)}${separator}…` : names.join(separator);
}
