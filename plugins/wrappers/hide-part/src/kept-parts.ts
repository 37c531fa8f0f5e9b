import { InputError } from '@pomdp-gym/contracts';

/** The entries, of so many, that are not hidden. Throws an InputError where one is unknown, or none is left. */
export function keptParts(count: number, hidden: readonly number[]): readonly number[] {
  const unknown = hidden.find((part) => part >= count);
  if (unknown !== undefined)
    throw new InputError(`HidePart hides part ${unknown}; the parts here are 0 to ${count - 1}.`);
  const kept = Array.from({ length: count }, (_, part) => part).filter((part) => !hidden.includes(part));
  if (kept.length > 0) return kept;
  throw new InputError(`HidePart hides all ${count} parts of what is observed: leave one to be seen.`);
}
