import type { FiniteModel } from '@pomdp-gym/contracts';
import { stateRewards } from './state-range.js';

/**
 * 1 for each state after whose entry nothing is earned or lost, whatever is done: the states that end the episode, and
 * the largest set of states without rewards that no action leaves. S numbers.
 */
export function endingStates(model: FiniteModel): Uint8Array {
  const { terminal, states } = model;
  const rewards = stateRewards(model);
  const ending = Uint8Array.from({ length: states }, (_, state) =>
    Number(terminal?.[state] === 1 || rewards.every((row) => row[state] === 0)),
  );
  const leaves = (state: number) =>
    ending[state] === 1 && terminal?.[state] !== 1 && leads(model, state, ending);
  for (let state = 0; state < states;) {
    if (!leaves(state)) {
      state++;
      continue;
    }
    ending[state] = 0;
    state = 0;
  }
  return ending;
}

/** Whether some action leads from this state out of the set. */
function leads(model: FiniteModel, state: number, set: Uint8Array): boolean {
  return model.transitions.some(({ offsets, indices, values }) => {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      if (values[k]! > 0 && set[indices[k]!] === 0) return true;
    }
    return false;
  });
}
