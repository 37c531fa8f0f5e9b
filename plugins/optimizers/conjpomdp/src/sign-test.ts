import type { SlopeEstimate } from '@pomdp-gym/contracts';
import { log } from '@pomdp-gym/numerics';

/** The variance, under the alternative, of a block's mean in units of its standard deviation. */
const SPREAD = 1;

/**
 * Whether blocks decide the sign of a slope: a sequential test, which may be applied after every block. It compares two laws of
 * the blocks' sums: mean 0, and mean δσ with δ normal of variance `SPREAD`, with σ unknown (the right Haar measure) in both. With n
 * blocks, x_i their values, the ratio of the two is
 *
 *     (1 + n SPREAD)^(−1/2) · (Σ x_i² / (Σ x_i² − (Σ x_i)² / (n + 1/SPREAD)))^(n/2),
 *
 * a martingale under mean 0, so that it ever exceeds 1/α with probability at most α (Ville). By symmetry half of that falls on
 * either side, and a slope of the other sign only makes a side rarer: with α = 2 · error the wrong sign is decided with probability
 * at most `error`. This holds for blocks that are independent and normal, so that blocks have to be long beside the mixing time.
 *
 * Robbins (1970) mixes over the mean, Lai (1976) treats the unknown variance (recalled).
 *
 * @param offset is added to the slope and known exactly.
 */
export function signDecided(
  { value, standardError, blocks }: SlopeEstimate,
  error: number,
  offset = 0,
): boolean {
  const mean = value + offset;
  const squares = standardError ** 2 * blocks * (blocks - 1) + blocks * mean ** 2;
  const explained = (blocks * mean) ** 2 / (blocks + 1 / SPREAD);
  const logRatio = (blocks / 2) * log(squares / (squares - explained));
  return logRatio - log(1 + blocks * SPREAD) / 2 >= -log(2 * error);
}
