import type { Frame, FiniteModel } from '@pomdp-gym/contracts';

/** The plainest frame of a state: its name, for models that have no picture of their own. */
export function stateFrame(model: FiniteModel, state: number): Frame {
  return { picture: [], facts: { state: model.labels.states?.[state] ?? String(state) } };
}
