import { InputError } from '@pomdp-gym/contracts';

/** Throws an InputError where a T is no whole number of at least 1. */
export function requireSteps(steps: readonly number[]): void {
  const bad = steps.find((T) => !(Number.isSafeInteger(T) && T >= 1));
  if (bad !== undefined) throw new InputError(`T is ${bad}; it must be a whole number of at least 1.`);
}
