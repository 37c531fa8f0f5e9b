import { InputError, type SparseRows } from '@pomdp-gym/contracts';
import { DenseReduction } from './dense-reduction.js';
import type { Reduction } from './reduction.js';
import { SparseElimination } from './sparse-elimination.js';

/** The most nodes that are eliminated as a dense table: 128 megabytes, and about a minute. */
const DENSE_LIMIT = 4000;

/**
 * Eliminates I − factor · P restricted to `nodes`, the first of which is the pivot: sparsely while that is the
 * cheaper, then what is left as a dense table. Throws an InputError where more than `denseLimit` nodes are left.
 *
 * @param leak 1 − factor · Σ_j P(i, j) for each of `nodes`, known without rounding. Overwritten.
 */
export function reduce(
  rows: SparseRows,
  nodes: Int32Array,
  factor: number,
  leak: Float64Array,
  denseLimit = DENSE_LIMIT,
): Reduction {
  const elimination = new SparseElimination(rows, nodes, factor, leak);
  elimination.run();
  if (elimination.left.length > denseLimit) {
    throw new InputError(
      `This chain has ${nodes.length} nodes, ${elimination.left.length} of which hang together too closely to be taken ` +
        `apart one by one; ${denseLimit} are the most that exact analysis can take at once.`,
    );
  }
  const rest = new DenseReduction(...elimination.rest());
  return elimination.left.length === nodes.length ? rest : elimination.reduction(rest);
}
