import { goingOn, monotoneIteration } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';
import type { PolicyGraph } from './policy-graph.js';
import { valueRange } from './value-range.js';

/**
 * The value of acting by a policy graph from the start, so exactly as its equations are solved; see `policyGraphValues`. It is
 * never more than the value.
 */
export function* policyGraphValue(model: PlanningModel, graph: PolicyGraph): Generator<undefined, number> {
  return startValue(model, graph, yield* policyGraphValues(model, graph));
}

/** What the values of a graph's nodes are worth at the start. */
export function startValue(
  model: PlanningModel,
  graph: PolicyGraph,
  values: readonly Float64Array[],
): number {
  return model.roots.reduce((sum, root) => {
    const node = graph.start.get(root.observation)!;
    const begin = model.blockStart[graph.nodes[node]!.block]!;
    const value = root.values.reduce((total, p, i) => total + p * values[node]![root.states[i]! - begin]!, 0);
    return sum + root.probability * value;
  }, 0);
}

/**
 * The value of acting by a policy graph from each of its nodes, one number a state of the node's block:
 * v(n, s) = r(s, u_n) + γ Σ_s' P(s' | s, u_n) Σ_y P(y | u_n, s') v(next(n, y), s'), iterated from below, so that what is
 * returned never exceeds it.
 *
 * @param start values to begin with, none above the value; what any plan is worth at least, by default.
 */
export function* policyGraphValues(
  model: PlanningModel,
  graph: PolicyGraph,
  start?: readonly Float64Array[],
): Generator<undefined, Float64Array[]> {
  const { blockStart } = model;
  const offsets = new Int32Array(graph.nodes.length + 1);
  graph.nodes.forEach(({ block }, n) => {
    offsets[n + 1] = offsets[n]! + blockStart[block + 1]! - blockStart[block]!;
  });
  const size = offsets[graph.nodes.length]!;
  const going = new Float64Array(size);
  const goingByAction = goingOn(model);
  graph.nodes.forEach(({ action, block }, n) => {
    going.set(goingByAction[action]!.subarray(blockStart[block], blockStart[block + 1]), offsets[n]);
  });
  const apply = (x: Float64Array, into: Float64Array) => {
    for (let n = 0; n < graph.nodes.length; n++) backUp(model, graph, offsets, n, x, into);
  };
  const begun = new Float64Array(size).fill(valueRange(model)[0]);
  start?.forEach((values, n) => begun.set(values, offsets[n]));
  const cost = size * Math.ceil(model.transitions[0]!.values.length / Math.max(1, model.states));
  const values = yield* monotoneIteration('lower', begun, { apply, going, discount: model.discount, cost });
  return graph.nodes.map((_, n) => values.slice(offsets[n], offsets[n + 1]));
}

/** One application of the equation to every state of one node. */
function backUp(
  model: PlanningModel,
  { nodes }: PolicyGraph,
  offsets: Int32Array,
  n: number,
  x: Float64Array,
  into: Float64Array,
): void {
  const { action, block, next } = nodes[n]!;
  const { transitions, observationTables, rewards, discount, blockStart, blockOf } = model;
  const table = transitions[action]!;
  const seen = observationTables[action]!;
  const begin = blockStart[block]!;
  for (let s = begin; s < blockStart[block + 1]!; s++) {
    let expected = 0;
    for (let k = table.offsets[s]!; k < table.offsets[s + 1]!; k++) {
      const successor = table.indices[k]!;
      const at = successor - blockStart[blockOf[successor]!]!;
      for (let j = seen.offsets[successor]!; j < seen.offsets[successor + 1]!; j++) {
        expected += table.values[k]! * seen.values[j]! * x[offsets[next[seen.indices[j]!]!]! + at]!;
      }
    }
    into[offsets[n]! + s - begin] = rewards[action]![s]! + discount * expected;
  }
}

/** One application to one node: the value of doing its action and then as `values` say; undefined where it leads nowhere. */
export function nodeVector(
  { blockStart, blockOf, transitions, observationTables, rewards, discount }: PlanningModel,
  { action, block, next }: PolicyGraph['nodes'][number],
  values: readonly Float64Array[],
): Float64Array | undefined {
  const { offsets, indices, values: probabilities } = transitions[action]!;
  const seen = observationTables[action]!;
  const vector = rewards[action]!.slice(blockStart[block], blockStart[block + 1]);
  for (let i = 0; i < vector.length; i++) {
    const s = blockStart[block]! + i;
    for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
      const successor = indices[k]!;
      const at = successor - blockStart[blockOf[successor]!]!;
      for (let j = seen.offsets[successor]!; j < seen.offsets[successor + 1]!; j++) {
        const after = values[next[seen.indices[j]!]!];
        if (!after) return undefined;
        vector[i]! += discount * probabilities[k]! * seen.values[j]! * after[at]!;
      }
    }
  }
  return vector;
}
