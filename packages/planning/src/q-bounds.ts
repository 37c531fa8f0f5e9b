import { goingOn, monotoneIteration } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';
import { valueRange } from './value-range.js';

/**
 * QMDP: Q(s, u) of the underlying MDP, from above. Entry s·A + u; max_u Σ_s b(s) Q(s, u) is an upper bound on the value
 * of b (Littman, Cassandra and Kaelbling 1995).
 */
export function* qmdp(model: PlanningModel): Generator<undefined, Float64Array> {
  const { states, actions, discount, transitions } = model;
  const q = new Float64Array(states * actions);
  const apply = (values: Float64Array, into: Float64Array) => {
    backUp(model, values, q);
    for (let s = 0; s < states; s++) into[s] = maximum(q, s * actions, actions);
  };
  const going = goingOn(model).reduce((least, p) => least.map((value, s) => Math.min(value, p[s]!)));
  const cost = transitions.reduce((sum, { values }) => sum + values.length, states * actions);
  const [, greatest] = valueRange(model);
  const start = new Float64Array(states).fill(greatest);
  const values = yield* monotoneIteration('upper', start, { apply, going, discount, cost });
  backUp(model, values, q);
  return q;
}

/** Q(s, u) = r(s, u) + γ Σ_s' P(s' | s, u) V(s'), entry s·A + u. */
function backUp(
  { states, actions, discount, rewards, transitions }: PlanningModel,
  values: Float64Array,
  into: Float64Array,
): void {
  for (let u = 0; u < actions; u++) {
    const { offsets, indices, values: probabilities } = transitions[u]!;
    const reward = rewards[u]!;
    for (let s = 0; s < states; s++) {
      let expected = 0;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++)
        expected += probabilities[k]! * values[indices[k]!]!;
      into[s * actions + u] = reward[s]! + discount * expected;
    }
  }
}

/**
 * The fast informed bound (Hauskrecht 2000): Q(s, u) = r(s, u) + γ Σ_y max_v Σ_s' P(s', y | s, u) Q(s', v), from above.
 * Entry s·A + u; each column is an α-vector, and their maximum is an upper bound on the value, at most that of QMDP.
 *
 * @param start any such bound to begin with, say QMDP's; it is overwritten.
 */
export function fastInformedBound(
  model: PlanningModel,
  start: Float64Array,
): Generator<undefined, Float64Array> {
  const { states, actions, discount, rewards } = model;
  const sums = new Float64Array(model.observations * actions);
  const seen = new Int32Array(model.observations);
  const marks = new Uint8Array(model.observations);
  const apply = (x: Float64Array, into: Float64Array) => {
    for (let u = 0; u < actions; u++) {
      for (let s = 0; s < states; s++) {
        into[s * actions + u] = rewards[u]![s]! + discount * informedNext(model, x, u, s, sums, seen, marks);
      }
    }
  };
  const going = interleaved(goingOn(model));
  return monotoneIteration('upper', start, { apply, going, discount, cost: informedCost(model) });
}

/** Σ_y max_v Σ_s' P(s', y | s, u) Q(s', v). `sums` (O × A) is zero before and after; `seen` lists the y that are touched, `marks` has them set. */
function informedNext(
  { transitions, observationTables, actions }: PlanningModel,
  q: Float64Array,
  u: number,
  s: number,
  sums: Float64Array,
  seen: Int32Array,
  marks: Uint8Array,
): number {
  const { offsets, indices, values } = transitions[u]!;
  const observationTable = observationTables[u]!;
  let count = 0;
  for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
    const next = indices[k]!;
    for (let j = observationTable.offsets[next]!; j < observationTable.offsets[next + 1]!; j++) {
      const y = observationTable.indices[j]!;
      const weight = values[k]! * observationTable.values[j]!;
      if (marks[y] === 0) {
        marks[y] = 1;
        seen[count++] = y;
      }
      for (let v = 0; v < actions; v++) sums[y * actions + v]! += weight * q[next * actions + v]!;
    }
  }
  let total = 0;
  for (let i = 0; i < count; i++) {
    const begin = seen[i]! * actions;
    total += maximum(sums, begin, actions);
    sums.fill(0, begin, begin + actions);
    marks[seen[i]!] = 0;
  }
  return total;
}

/** Multiplications of one sweep: Σ over transitions of the observations that may follow, times A. */
function informedCost({ transitions, observationTables, actions }: PlanningModel): number {
  let pairs = 0;
  transitions.forEach(({ indices }, u) => {
    const { offsets } = observationTables[u]!;
    for (const next of indices) pairs += offsets[next + 1]! - offsets[next]!;
  });
  return pairs * actions;
}

function maximum(values: Float64Array, begin: number, count: number): number {
  let best = values[begin]!;
  for (let i = begin + 1; i < begin + count; i++) if (values[i]! > best) best = values[i]!;
  return best;
}

/** From one array an action to entry s·A + u. */
function interleaved(columns: readonly Float64Array[]): Float64Array {
  const actions = columns.length;
  return Float64Array.from({ length: columns[0]!.length * actions }, (_, i) => {
    return columns[i % actions]![Math.floor(i / actions)]!;
  });
}
