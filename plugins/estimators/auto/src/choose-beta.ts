import { dot } from '@pomdp-gym/numerics';
import type { PathStatistics } from './path-statistics.js';

/** A β whose trace forgets within so small a part of the path that blocks say how it errs: T (1 − β) is at least this. */
const LEAST_FORGETTINGS = 32;

/** How many neighbours up the grid an estimate is compared with. */
const REACH = 3;

/** A difference counts as bias beyond 1.5 + 2 σ times its variance, σ the relative deviation that its square has by chance. */
const [LEAST_SIGNIFICANT, DEVIATIONS] = [1.5, 2];

/** What bias is taken for where a difference is significant, beside what is seen of it. */
const CAUTION = 1.7;

/** How far the estimate is extrapolated along the step that led to its β. */
const EXTRAPOLATION = 0.7;

/** A linear combination of the estimates at all β, and its errors as the rule takes them. */
export interface ChosenBeta {
  /** The place of the largest β that it is made of. */
  readonly place: number;
  readonly weights: readonly number[];
  readonly squaredBias: number;
  readonly variance: number;
}

/**
 * The β with the least estimated error on a rising grid, after Goldenshluger and Lepski (Annals of Statistics 39, 2011; recalled): the bias
 * at β_j is judged by how far estimates at β_{j+1} … β_{j+3} lie away, beyond what noise explains,
 *
 *     B_j = max_s c (|Δ_{j+s} − Δ_j|² − κ tr Cov(Δ_{j+s} − Δ_j))_+ / (1 − 2^−s)²,   κ = 1.5 + 2 √(2 / ν),
 *
 * with ν the degrees of freedom of the square, over the β with T (1 − β) ≥ 32 that have two larger ones of these to be compared with, or the first. The denominator is for a bias that falls as 1 − β: it halves from one β to the next. The least B_j + tr Cov(Δ_j) wins.
 * The estimate is Δ_j + .7 (Δ_j − Δ_{j−1}): extrapolated towards β = 1 by the last step, whose noise it shares.
 */
export function chooseBeta(path: PathStatistics, betas: readonly number[]): ChosenBeta {
  const last = Math.max(
    0,
    betas.findLastIndex((beta) => path.steps * (1 - beta) >= LEAST_FORGETTINGS),
  );
  const places = Math.max(1, last - 1);
  const errors = Array.from({ length: places }, (_, j) => {
    const squaredBias = biasAt(path, j, last, betas.length);
    return { place: j, squaredBias, variance: varianceOf(path, unit(j, betas.length)) };
  });
  const best = errors.reduce((least, each) => (total(each) < total(least) ? each : least));
  return extrapolated(path, best, betas.length);
}

function biasAt(path: PathStatistics, j: number, last: number, size: number): number {
  let greatest = 0;
  const freedom = path.freedom(difference(Math.min(j + 2, last), j, size));
  const significant = LEAST_SIGNIFICANT + DEVIATIONS * Math.sqrt(2 / freedom);
  for (let s = 1; s <= REACH && j + s <= last; s++) {
    const weights = difference(j + s, j, size);
    const apart = path.combined(weights);
    const excess = dot(apart, apart) - significant * varianceOf(path, weights);
    greatest = Math.max(greatest, (CAUTION * excess) / (1 - 2 ** -s) ** 2);
  }
  return greatest;
}

function extrapolated(
  path: PathStatistics,
  { place, squaredBias, variance }: Omit<ChosenBeta, 'weights'>,
  size: number,
): ChosenBeta {
  const weights = unit(place, size);
  if (place === 0) return { place, weights, squaredBias, variance };
  weights[place] = 1 + EXTRAPOLATION;
  weights[place - 1] = -EXTRAPOLATION;
  return {
    place,
    weights,
    squaredBias: (1 - EXTRAPOLATION) ** 2 * squaredBias,
    variance: varianceOf(path, weights),
  };
}

function varianceOf(path: PathStatistics, weights: readonly number[]): number {
  return path.variances(weights).reduce((sum, x) => sum + x, 0);
}

function unit(j: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number(i === j));
}

function difference(j: number, k: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number(i === j) - Number(i === k));
}

function total({
  squaredBias,
  variance,
}: {
  readonly squaredBias: number;
  readonly variance: number;
}): number {
  return squaredBias + variance;
}
