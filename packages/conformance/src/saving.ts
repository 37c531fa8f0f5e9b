import type { Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';

/** The methods of what can be saved. */
interface Saving {
  save?(): unknown;
  restore?(saved: unknown, random: Random): void;
}

/** The rules of what can be saved: none where it has neither of the two methods. */
export function savingChecks(example: Saving | undefined, goesOn: () => void | Promise<void>): Check[] {
  if (!example?.save && !example?.restore) return [];
  return [
    {
      name: 'It has both save and restore, or neither.',
      run: () =>
        demand(
          example.save !== undefined && example.restore !== undefined,
          () => 'It has one of save and restore without the other.',
        ),
    },
    { name: 'Saved, restored in a new one and gone on with, it gives the same bits.', run: goesOn },
  ];
}

/** What it saves, as it comes back from a file. */
export function savedState(saving: Saving): unknown {
  const text: string | undefined = JSON.stringify(saving.save?.());
  demand(text !== undefined, () => 'What it saves is nothing that JSON can hold.');
  return JSON.parse(text);
}

/** A stream that goes on as this one does. */
export function copyOf(random: Random): Random {
  const copy = randomStream(0);
  copy.restore?.(random.save?.() ?? []);
  return copy;
}
