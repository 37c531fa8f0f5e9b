import type { Policy, Random, Spaces } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { actedRow } from './batches.js';
import { demand } from './check.js';
import { appendPoint, drawPoint } from './points.js';
import { copyOf, savedState } from './saving.js';
import { sameBits } from './walk.js';

const ROUNDS = 30;
const APART = 3;
const AHEAD = 20;

/** Saves within an episode; a new policy that is restored there acts and remembers as the first does. */
export function policyGoesOn(create: () => Policy, spaces: Spaces): void {
  const policy = create();
  const [random, seen] = [randomStream(6, 'policy'), randomStream(6, 'observations')];
  policy.reset(random);
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 5 === 4) policy.reset(random);
    acted(policy, spaces, seen, APART);
    const copy = create();
    const [ahead, choices] = [copyOf(seen), copyOf(random)];
    copy.restore?.(savedState(policy), choices);
    const [expected, found] = [acted(policy, spaces, seen, AHEAD), acted(copy, spaces, ahead, AHEAD)];
    demand(
      sameBits(expected, found),
      () =>
        `Restored in round ${round} it goes on with ${found.slice(0, 9)} …; the saved one with ${expected.slice(0, 9)} …`,
    );
  }
}

/** Actions, and memory before and after, where it has one. */
function acted(policy: Policy, { observationSpace }: Spaces, seen: Random, steps: number): number[] {
  const numbers: number[] = [];
  for (let t = 0; t < steps; t++) {
    const { action, memory } = actedRow(policy, drawPoint(observationSpace, seen));
    appendPoint(numbers, action);
    if (!memory) continue;
    appendPoint(numbers, memory.before);
    appendPoint(numbers, memory.after);
  }
  return numbers;
}
