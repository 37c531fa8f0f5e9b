import type { FiniteModel } from '@pomdp-gym/contracts';
import { expectedRewards } from './expected-rewards.js';
import { type Forecasts, forecasts } from './forecasts.js';

/** Sweeps that do not lower the bound by this part of the range of rewards, PATIENCE in a row, are the last. */
const SETTLED = 1e-7;
const PATIENCE = 50;
/** Multiplications that the bound may cost; what is reached by then is a bound all the same. */
const WORK = 4e8;
/** Multiplications between two yields: a moment's work. */
const WORK_PER_YIELD = 5e5;
/** How far q moves to what a sweep makes of it: less than all the way settles periodic chains. */
const STEP = 0.8;

/**
 * What no policy's average reward per step exceeds, from any start, an ended episode beginning anew: the fast informed
 * bound (Hauskrecht 2000) without a discount. With q(s, u) any numbers and
 *
 *   (Fq)(s, u) = r(s, u) + Σ_y max_v Σ_s' P(s', y | s, u) q(s', v),
 *
 * a backup raises H(b) = max_u Σ_s b(s) q(s, u) in no belief by more than the greatest entry of Fq − q, and what a backup
 * adds at most, to any H, bounds the average (Odoni 1969). Sweeps look for the q that has the least such entry. It is at
 * most the average reward of those who see the state, and less where observations hide it.
 */
export function* averageRewardBound(model: FiniteModel): Generator<undefined, number> {
  const table = forecasts(model, expectedRewards(model));
  const entries = table.rewards.length;
  const cost = table.weights.length * model.actions + entries;
  const [sweeps, sweepsPerYield] = [WORK, WORK_PER_YIELD].map((work) => Math.max(20, Math.ceil(work / cost)));
  const least = SETTLED * Math.max(Number.MIN_VALUE, largest(table.rewards));
  const q = new Float64Array(entries);
  const change = new Float64Array(entries);
  let bound = Infinity;
  for (let sweep = 1, idle = 0; sweep <= sweeps! && idle < PATIENCE; sweep++) {
    const most = sweepOver(table, q, change);
    idle = bound - most > least ? 0 : idle + 1;
    bound = Math.min(bound, most);
    if (sweep % sweepsPerYield! === 0) yield;
  }
  return bound;
}

/** Writes Fq − q, moves q towards Fq, and returns the greatest entry, with what rounding may hide. */
function sweepOver(table: Forecasts, q: Float64Array, change: Float64Array): number {
  const anew = valueOf(table, q.length, q);
  let most = -Infinity;
  for (let row = 0; row < q.length; row++) {
    change[row] = table.rewards[row]! + valueOf(table, row, q) + table.ends[row]! * anew - q[row]!;
    if (change[row]! > most) most = change[row]!;
  }
  const rounding = Number.EPSILON * (table.longest + 6) * (largest(table.rewards) + 2 * largest(q));
  for (let row = 0; row < q.length; row++) q[row]! += STEP * change[row]!;
  const reference = q[0]!;
  for (let row = 0; row < q.length; row++) q[row]! -= reference;
  return most + rounding;
}

/** Σ_y max_v Σ_s' P(s', y | row) q(s', v) */
function valueOf(
  { actions, groupOffsets, entryOffsets, successors, weights }: Forecasts,
  row: number,
  q: Float64Array,
): number {
  let total = 0;
  for (let group = groupOffsets[row]!; group < groupOffsets[row + 1]!; group++) {
    let best = -Infinity;
    for (let v = 0; v < actions; v++) {
      let sum = 0;
      for (let k = entryOffsets[group]!; k < entryOffsets[group + 1]!; k++) {
        sum += weights[k]! * q[successors[k]! * actions + v]!;
      }
      if (sum > best) best = sum;
    }
    total += best;
  }
  return total;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
