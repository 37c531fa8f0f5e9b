import type { FiniteModel } from '@pomdp-gym/contracts';

/** 1 for each state that some course of action can lead to (S numbers); an ended episode leads nowhere. */
export function reachableStates(model: FiniteModel): Uint8Array {
  const reached = new Uint8Array(model.states);
  const waiting: number[] = [];
  const reach = (state: number) => {
    if (reached[state] === 1) return;
    reached[state] = 1;
    if (model.terminal?.[state] !== 1) waiting.push(state);
  };
  model.start.forEach((probability, state) => {
    if (probability > 0) reach(state);
  });
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const { offsets, indices, values } of model.transitions) {
      for (let k = offsets[state]!; k < offsets[state + 1]!; k++) if (values[k]! > 0) reach(indices[k]!);
    }
  }
  return reached;
}
