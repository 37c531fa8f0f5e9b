import type { SparseRows } from '@pomdp-gym/contracts';
import { DenseReduction, type Reduction } from './dense-reduction.js';

/**
 * Eliminates I − factor · P restricted to `nodes`, in their order; the first is the pivot.
 *
 * @param leak 1 − factor · Σ_j P(i, j) for each of `nodes`, known without rounding. Overwritten.
 */
export function reduce(rows: SparseRows, nodes: Int32Array, factor: number, leak: Float64Array): Reduction {
  const n = nodes.length;
  const place = new Int32Array(rows.rows).fill(-1);
  nodes.forEach((node, i) => (place[node] = i));
  const table = new Float64Array(n * n);
  nodes.forEach((node, i) => {
    for (let k = rows.offsets[node]!; k < rows.offsets[node + 1]!; k++) {
      const j = place[rows.indices[k]!]!;
      if (j >= 0) table[i * n + j] = factor * rows.values[k]!;
    }
  });
  return new DenseReduction(table, leak);
}
