import type { Ending } from '@pomdp-gym/contracts';

/** The steps to judge: rewards and values before each, and what is worth what follows the end of each stretch. */
export interface ValuedSteps {
  readonly length: number;
  readonly rewards: Float64Array;
  /** V(y_t, m_t), one a step. */
  readonly values: Float64Array;
  /** Ends of stretches by rising row, the last one at the last step, with the value of what was observed then. */
  readonly cuts: readonly { readonly row: number; readonly ending: Ending; readonly value: number }[];
}

/**
 * Generalised advantage estimates (Schulman et al. 2016, equation 16): A_t = δ_t + γ λ A_{t+1} within a stretch, where
 * δ_t = r_{t+1} + γ V_{t+1} − V_t. What follows a step that terminated is worth 0; what follows one that was truncated, or the
 * last step, is worth the value of what was observed there.
 */
export function advantages(
  { length, rewards, values, cuts }: ValuedSteps,
  discount: number,
  lambda: number,
): Float64Array {
  const found = new Float64Array(length);
  let next = cuts.length - 1;
  let [ahead, valueAhead] = [0, 0];
  for (let t = length - 1; t >= 0; t--) {
    if (cuts[next]?.row === t) {
      const { ending, value } = cuts[next--]!;
      [ahead, valueAhead] = [0, ending === 'terminated' ? 0 : value];
    }
    const difference = rewards[t]! + discount * valueAhead - values[t]!;
    ahead = found[t] = difference + discount * lambda * ahead;
    valueAhead = values[t]!;
  }
  return found;
}
