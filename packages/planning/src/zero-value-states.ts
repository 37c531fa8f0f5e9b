import type { FiniteModel } from '@pomdp-gym/contracts';

/**
 * The states from which nothing is ever earned or lost, whatever is done: terminal states, and the largest set of
 * states with no rewards that no action leaves (the absorbing goals of many files). Their value is 0, so a solver may
 * leave their probability out of a belief: every value is homogeneous in the belief.
 *
 * @param rewards r(s, u), one array an action.
 * @returns 1 for each such state.
 */
export function zeroValueStates(model: FiniteModel, rewards: readonly Float64Array[]): Uint8Array {
  const { terminal } = model;
  const zeroValue = Uint8Array.from({ length: model.states }, (_, state) =>
    Number(terminal?.[state] === 1 || rewards.every((values) => values[state] === 0)),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (let state = 0; state < model.states; state++) {
      if (!zeroValue[state] || terminal?.[state] === 1 || staysWithin(model, zeroValue, state)) continue;
      zeroValue[state] = 0;
      changed = true;
    }
  }
  return zeroValue;
}

/** Whether every action leads from this state into the set only. */
export function staysWithin(model: FiniteModel, set: Uint8Array, state: number): boolean {
  return model.transitions.every(({ offsets, indices, values }) => {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      if (values[k]! > 0 && !set[indices[k]!]) return false;
    }
    return true;
  });
}
