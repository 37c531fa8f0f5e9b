import { goingOn, monotoneIteration } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';

/**
 * The values of the policies that take one action for ever, one α-vector an action: lower bounds on the optimal value
 * (Hauskrecht 1997), and lower bounds of themselves at every moment of the iteration.
 */
export function* blindPolicies(model: PlanningModel): Generator<undefined, Float64Array[]> {
  const vectors: Float64Array[] = [];
  const going = goingOn(model);
  for (let action = 0; action < model.actions; action++) {
    vectors.push(yield* blindPolicy(model, action, going[action]!));
  }
  return vectors;
}

function blindPolicy(
  { rewards, transitions, discount }: PlanningModel,
  action: number,
  going: Float64Array,
): Generator<undefined, Float64Array> {
  const { offsets, indices, values } = transitions[action]!;
  const reward = rewards[action]!;
  let least = Infinity;
  for (let s = 0; s < reward.length; s++) least = Math.min(least, reward[s]! / (1 - discount * going[s]!));
  const apply = (x: Float64Array, into: Float64Array) => {
    for (let s = 0; s < into.length; s++) {
      let expected = 0;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++) expected += values[k]! * x[indices[k]!]!;
      into[s] = reward[s]! + discount * expected;
    }
  };
  const start = new Float64Array(reward.length).fill(least);
  return monotoneIteration('lower', start, { apply, going, discount, cost: values.length });
}
