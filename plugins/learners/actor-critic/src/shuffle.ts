import type { Random } from '@pomdp-gym/contracts';

/** Puts the numbers into an order that is uniform among all: the algorithm of Fisher and Yates. */
export function shuffle(numbers: Int32Array, random: Random): void {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const held = numbers[i]!;
    numbers[i] = numbers[j]!;
    numbers[j] = held;
  }
}
