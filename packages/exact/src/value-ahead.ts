import type { Endings } from '@pomdp-gym/contracts';
import { dot, sparseRows } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import type { LongRun } from './long-run.js';
import { reduce } from './reduce.js';
import { type Transitions, withRestart } from './transitions.js';

/** What follows a step, as an estimator credits it: one number a node entered, and one for an ending. */
export interface ValueAhead {
  readonly values: Float64Array;
  readonly atEnding: number;
}

/**
 * J_β as GPOMDP's trace credits it, up to a number that all nodes and the ending have in common, which is nothing to a
 * score. β in [0, 1); 1 too with `reset` and `centred`, where every node leads to an ending.
 */
export function valueAhead(
  transitions: Transitions,
  { stationary }: LongRun,
  beta: number,
  endings: Endings,
): ValueAhead {
  const { rewards } = transitions;
  const eta = dot(stationary, rewards);
  const centred = rewards.map((reward) => reward - eta);
  if (endings === 'carry') return carriedValue(transitions, centred, beta);
  const run = new DiscountedRun(transitions, beta);
  const { values, shift } = run.centredValue(endings === 'centred' ? centred : rewards, stationary);
  return { values, atEnding: -shift };
}

/** J_β − η/(1 − β) on the chain with its restart, which takes no time and is not discounted. */
function carriedValue(transitions: Transitions, centred: Float64Array, beta: number): ValueAhead {
  const { size, restart } = transitions;
  const rows = withRestart(transitions);
  const discounted = sparseRows(rows.rows, rows.columns, (x) => {
    const factor = x < size ? beta : 1;
    return Array.from({ length: rows.offsets[x + 1]! - rows.offsets[x]! }, (_, i) => {
      const k = rows.offsets[x]! + i;
      return [rows.indices[k]!, factor * rows.values[k]!] as const;
    });
  });
  const nodes = Int32Array.from({ length: rows.rows }, (_, x) => x);
  const leak = Float64Array.from(nodes, (x) => (x < size ? 1 - beta : 0));
  const rewards = Float64Array.from(nodes, (x) => centred[x] ?? 0);
  const values = reduce(discounted, nodes, 1, leak).solve(rewards);
  return { values, atEnding: dot(restart, values.subarray(0, size)) };
}
