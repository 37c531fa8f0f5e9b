import { grouped } from '@pomdp-gym/contracts';
import { TooLarge } from '../pomdp-format/too-large.js';
import type { ReadLimits } from '../read-limits.js';
import { Domain } from './domain.js';
import { type FlattenOptions, seenSlots } from './flatten-options.js';
import type { Slot, Variables } from './variables.js';

/** Throws TooLarge where the joint values of the variables are more than the limits, before any table is read. */
export function requireJointSizes(variables: Variables, limits: ReadLimits, options: FlattenOptions): void {
  const { previous, current, actions, observations } = variables;
  const [states, choices] = [sizeOf(previous), sizeOf(actions)];
  refuseAbove(choices, limits.actions, 'action');
  const seen = sizeOf(seenSlots(current, options)) * sizeOf(observations);
  refuseAbove(seen, limits.observations, 'observation');
  if (options.reachable) {
    if (states <= Number.MAX_SAFE_INTEGER) return;
    throw new TooLarge(
      `The state variables have ${states.toPrecision(3)} joint values, more than can be distinguished.`,
    );
  }
  refuseAbove(states, limits.states, 'state');
  refuseAbove(states * choices, limits.rows, 'state and action');
}

function sizeOf(slots: readonly Slot[]): number {
  return new Domain(slots).size;
}

function refuseAbove(size: number, limit: number, what: string): void {
  if (size <= limit) return;
  const count = size < 1e15 ? grouped(size) : size.toPrecision(3);
  throw new TooLarge(
    `The ${what} variables have ${count} joint values, more than this reader multiplies out: ${grouped(limit)}.`,
  );
}
