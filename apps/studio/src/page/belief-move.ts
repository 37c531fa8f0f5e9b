import { sharesBeside, withProbability } from '../engine/belief-values.js';

/** A belief in which a person has given one state its probability. */
export interface BeliefMove {
  readonly state: number;
  /** The belief whose shares the other states have. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Gives one state of a belief another probability. The others keep the shares that they have in it, or else in the belief of the start.
 *
 * @param last the move before. Where it led to this belief by the same state, the shares stay those before it: a state may go to 1 and back.
 */
export function beliefMove(
  state: number,
  probability: number,
  of: { readonly belief: readonly number[]; readonly start: readonly number[] },
  last?: BeliefMove,
): BeliefMove {
  const isSame = last?.state === state && last.to === of.belief;
  const from = isSame ? last.from : of[sharesBeside(state, of) ?? 'belief'];
  return { state, from, to: withProbability(from, state, probability) };
}
