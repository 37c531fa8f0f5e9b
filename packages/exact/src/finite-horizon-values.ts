import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { jointChain } from './joint-chain.js';
import { transitions } from './transitions.js';

/**
 * What an episode earns in its first 1, 2, …, `horizon` steps under a policy with finite memory: E[Σ_{t<h} γ^t r_{t+1}] from the
 * start, by backward induction over the chain of state and node. Of a team that repeats a plan of h steps, entry h − 1 is what the
 * plan is worth.
 *
 * @param gamma 1 by default: undiscounted.
 * @throws InputError where model and controller do not fit.
 */
export function finiteHorizonValues(
  model: FiniteModel,
  controller: FiniteStateController,
  horizon: number,
  gamma = 1,
): Float64Array {
  const { continuing, rewards, restart, size } = transitions(jointChain(model, controller));
  const found = new Float64Array(horizon);
  let values = new Float64Array(size);
  for (let step = 0; step < horizon; step++) {
    const next = new Float64Array(rewards);
    for (let x = 0; x < size; x++)
      for (let k = continuing.offsets[x]!; k < continuing.offsets[x + 1]!; k++)
        next[x]! += gamma * continuing.values[k]! * values[continuing.indices[k]!]!;
    values = next;
    found[step] = dot(restart, values);
  }
  return found;
}
