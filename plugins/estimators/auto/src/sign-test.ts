import type { WantedSign } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { ChosenBeta } from './choose-beta.js';
import type { PathStatistics } from './path-statistics.js';

/** Blocks that make a batch of the test. */
const BLOCKS = 4;

/** Below so many batches nothing is decided. */
const FEWEST = 8;

/** The neighbours up the grid that a slope is compared with. */
const REACH = 3;

/**
 * What the k-th look at a path decides of the sign of Δ · d, if anything, Δ the estimate that the path makes: a group-sequential test. Look k may be wrong with probability
 * error / (k (k + 1)), which sums to `error` over all looks, however many there are and however they hang together (Bonferroni). Within
 * a look the slope has Student's law: its error is by batch means, over batches that lengthen with the path, and is
 * widened by √((1 + ρ) / (1 − ρ)) for the lag-1 correlation ρ that batches still have.
 *
 * Bias counts against a decision: |slope| has to exceed its margin of error by as much as slopes at larger β certainly differ from it.
 */
export function signFrom(
  path: PathStatistics,
  { place, weights }: Pick<ChosenBeta, 'place' | 'weights'>,
  sign: WantedSign,
  look: number,
  error: number,
): 'known' | 'negligible' | undefined {
  const size = path.deltas.length;
  const quantile = quantileAt(path, error / (look * (look + 1)));
  if (quantile === undefined) return undefined;
  const at = (of: readonly number[]) => ({
    slope: dot(path.combined(of), sign.direction),
    margin: quantile * standardError(path, of, sign.direction),
  });
  const { slope, margin } = at(weights);
  let bias = 0;
  for (let k = place + 1; k <= Math.min(place + REACH, size - 1); k++) {
    const apart = at(weights.map((weight, j) => Number(j === k) - weight));
    bias = Math.max(bias, Math.abs(apart.slope) - apart.margin);
  }
  const found = Math.abs(slope + sign.offset);
  if (found > margin + bias) return 'known';
  return found + margin + bias < (sign.negligible ?? 0) ? 'negligible' : undefined;
}

function quantileAt(path: PathStatistics, level: number): number | undefined {
  const batches = Math.floor(path.count / BLOCKS);
  return batches < FEWEST ? undefined : tQuantile(1 - level, batches - 1);
}

/** Of the slope of Σ_j weights_j Δ_j along a direction. */
function standardError(path: PathStatistics, weights: readonly number[], direction: Float64Array): number {
  const blocks = path.slopes(weights, direction);
  const batches = Array.from({ length: Math.floor(blocks.length / BLOCKS) }, (_, i) =>
    blocks.subarray(BLOCKS * i, BLOCKS * (i + 1)).reduce((sum, x) => sum + x, 0),
  );
  const mean = batches.reduce((sum, x) => sum + x, 0) / batches.length;
  const residuals = batches.map((x) => x - mean);
  const squares = residuals.reduce((sum, x) => sum + x * x, 0);
  const products = residuals.slice(1).reduce((sum, x, i) => sum + x * residuals[i]!, 0);
  // Batches that are all alike have seen nothing yet, such as a reward that is rare.
  if (squares === 0) return Infinity;
  const correlation = Math.min(Math.max(0, products / squares), 1 - 1 / batches.length);
  const inflation = (1 + correlation) / (1 - correlation);
  const count = batches.length;
  return Math.sqrt(((squares * count) / (count - 1)) * inflation * path.stretch) / path.steps;
}
