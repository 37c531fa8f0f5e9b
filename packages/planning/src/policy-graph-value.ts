import { goingOn, monotoneIteration } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';
import type { PolicyGraph } from './policy-graph.js';
import { valueRange } from './value-range.js';

/**
 * The value of acting by a policy graph from the start: v(n, s) = r(s, u_n) + γ Σ_s' P(s' | s, u_n) Σ_y P(y | u_n, s')
 * v(next(n, y), s'), iterated from below, so that what is returned never exceeds it.
 */
export function* policyGraphValue(model: PlanningModel, graph: PolicyGraph): Generator<undefined, number> {
  const { blockStart, roots } = model;
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
  const start = new Float64Array(size).fill(valueRange(model)[0]);
  const cost = size * Math.ceil(model.transitions[0]!.values.length / Math.max(1, model.states));
  const values = yield* monotoneIteration('lower', start, { apply, going, discount: model.discount, cost });
  return roots.reduce((sum, root) => {
    const node = graph.start.get(root.observation)!;
    const shift = offsets[node]! - blockStart[graph.nodes[node]!.block]!;
    const value = root.values.reduce((total, p, i) => total + p * values[shift + root.states[i]!]!, 0);
    return sum + root.probability * value;
  }, 0);
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
  const { transitions, emissions, rewards, discount, blockStart, blockOf } = model;
  const table = transitions[action]!;
  const seen = emissions[action]!;
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
