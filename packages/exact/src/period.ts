import type { SparseRows } from '@pomdp-gym/contracts';

/**
 * The period of the class of a chain that `first` is in, which nothing may leave: the greatest common divisor of the lengths of
 * its cycles, read from which entries are positive. From the steps d(x) that some path takes to each node, it is the divisor
 * of d(x) + 1 − d(y) over all arcs from x to y.
 *
 * @param timed how many nodes, the first ones, take a step's time to leave; a restart after them takes none.
 */
export function period(rows: SparseRows, timed: number, first: number): number {
  const steps = new Int32Array(rows.rows).fill(-1);
  const open = [first];
  let divisor = 0;
  steps[first] = 0;
  for (let x = open.pop(); x !== undefined; x = open.pop()) {
    const after = steps[x]! + (x < timed ? 1 : 0);
    for (let k = rows.offsets[x]!; k < rows.offsets[x + 1]!; k++) {
      const next = rows.indices[k]!;
      if (!(rows.values[k]! > 0)) continue;
      if (steps[next]! >= 0) divisor = greatestCommonDivisor(divisor, Math.abs(after - steps[next]!));
      else {
        steps[next] = after;
        open.push(next);
      }
    }
  }
  return divisor;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
