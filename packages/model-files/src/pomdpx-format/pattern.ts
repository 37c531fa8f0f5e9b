import { Domain } from './domain.js';
import { namesOf } from './names-of.js';
import type { Scope } from './scope.js';
import type { Slot } from './variables.js';
import type { Token } from './xml-tree.js';

/** In an `<Instance>`: every value alike (`*`), or every value in turn (`-`). Any other number is that value. */
export const ALL = -1;
export const EACH = -2;

/** The values an `<Instance>` names, one for each slot; undefined, with complaints, where it does not fit. */
export function readInstance(
  tokens: readonly Token[],
  slots: readonly Slot[],
  scope: Scope,
): Int32Array | undefined {
  if (tokens.length !== slots.length) {
    const where = { begin: tokens[0]?.begin ?? 0, end: tokens.at(-1)?.end ?? 0 };
    const due = namesOf(slots, ' ');
    scope.error(
      'wrong-count',
      where,
      `This needs ${slots.length} values (for ${due}), not ${tokens.length}.`,
    );
    return undefined;
  }
  const pattern = new Int32Array(slots.length);
  let sound = true;
  tokens.forEach((token, place) => {
    if (token.text === '*') pattern[place] = ALL;
    else if (token.text === '-') pattern[place] = EACH;
    else {
      const value = scope.value(slots[place]!, token);
      if (value === undefined) sound = false;
      else pattern[place] = value;
    }
  });
  return sound ? pattern : undefined;
}

/** The slots that an `<Instance>` runs through in turn: its table holds one number for each of their joint values. */
export function runningDomain(pattern: Int32Array, slots: readonly Slot[]): Domain {
  return new Domain(slots.filter((_, place) => pattern[place] === EACH));
}
