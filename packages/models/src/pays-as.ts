import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';

/** What a step did, as far as a reward depends on it. */
export interface PaidStep {
  /** u_t */
  readonly action: number;
  /** y_{t+1} */
  readonly observation: number;
  /** r_{t+1} */
  readonly reward: number;
}

/** Rewards are taken to be equal where they differ by rounding only. */
const ROUNDING = 1e-9;

/**
 * Whether a transition pays what a step paid, by the place k where the model stores the transition of the step's action. Rewards that differ by
 * rounding only, 1e-9 of 1 + |r|, are equal. A state that cannot show the observation pays as for its row's first observation.
 */
export function paysAs(
  model: FiniteModel,
  { action, observation, reward }: PaidStep,
): (k: number) => boolean {
  const { values, offsets } = model.rewards[action]!;
  const isPaid = (paid: number) => Math.abs(paid - reward) <= ROUNDING * (1 + Math.abs(paid));
  if (!offsets) return (k) => isPaid(values[k]!);
  const { indices } = model.transitions[action]!;
  const places = placesIn(model.observationTables[action]!, observation);
  return (k) => isPaid(values[offsets[k]! + places[indices[k]!]!]!);
}

/** For each row, how many entries stand before that of a column; 0 where the row lacks it. */
function placesIn({ offsets, indices }: SparseRows, column: number): Int32Array {
  return Int32Array.from({ length: offsets.length - 1 }, (_, row) =>
    Math.max(0, indices.subarray(offsets[row]!, offsets[row + 1]!).indexOf(column)),
  );
}
