import type { Random } from '@pomdp-gym/contracts';

/**
 * A way to share 2n runs between two agents, n each: +1 where a run goes to the first, −1 where it goes to the second. The
 * runs of the first stand before those of the second, so the identity is n times +1 and n times −1.
 */
export type Split = Int8Array;

/** How many splits of 2n runs there are: 2n over n. */
export function countSplits(runs: number): number {
  let count = 1;
  for (let i = 1; i <= runs; i++) count = (count * (runs + i)) / i;
  return Math.round(count);
}

export function identitySplit(runs: number): Split {
  return Int8Array.from({ length: 2 * runs }, (_, i) => (i < runs ? 1 : -1));
}

/** All splits of 2n runs, the identity first. */
export function allSplits(runs: number): Split[] {
  const found: Split[] = [];
  const split = new Int8Array(2 * runs);
  const fill = (place: number, left: number): void => {
    if (place === split.length) {
      found.push(split.slice());
      return;
    }
    for (const [sign, rest] of [
      [1, left - 1],
      [-1, left],
    ] as const) {
      if (rest < 0 || rest > split.length - place - 1) continue;
      split[place] = sign;
      fill(place + 1, rest);
    }
  };
  fill(0, runs);
  return found;
}

/** Draws a split into `split`, each with the same probability. */
export function drawSplit(split: Split, random: Random): void {
  let left = split.length / 2;
  for (let place = 0; place < split.length; place++) {
    const first = random.uniform() * (split.length - place) < left;
    split[place] = first ? 1 : -1;
    if (first) left--;
  }
}
