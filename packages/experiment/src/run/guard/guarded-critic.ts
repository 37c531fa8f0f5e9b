import type { Critic } from '@pomdp-gym/contracts';
import { BrokenContract } from './broken-contract.js';

/** The calls whose values are looked at. */
const FIRST_CALLS = 100;

/**
 * The same critic; the values of its first 100 calls are held to finite numbers, one a step and one of what follows.
 *
 * @param part what it is, for messages: `critic td`.
 * @throws BrokenContract, from `values`.
 */
export function guardedCritic(critic: Critic, part: string): Critic {
  let left = FIRST_CALLS;
  const { save, restore } = critic;
  return {
    ...(save && { save: () => save.call(critic) }),
    ...(restore && { restore: (saved) => restore.call(critic, saved) }),
    reset: () => critic.reset(),
    update: (batch) => critic.update(batch),
    values: (batch, into) => {
      if (left === 0) return critic.values(batch, into);
      left--;
      into.fill(NaN, 0, batch.length + 1);
      critic.values(batch, into);
      requireValues(into.subarray(0, batch.length + 1), part);
    },
  };
}

function requireValues(values: Float64Array, part: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const steps = values.length - 1;
  throw new BrokenContract(
    part,
    `values writes ${Number.isNaN(values[bad]) ? 'NaN, or nothing,' : values[bad]} as value ${bad} of a batch of ${steps} steps; ` +
      `it must write ${steps + 1} finite numbers.`,
  );
}
