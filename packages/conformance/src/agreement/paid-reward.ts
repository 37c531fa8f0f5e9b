import type { FiniteModel } from '@pomdp-gym/contracts';

/** One step, hidden states and all. */
export interface FullStep {
  readonly state: number;
  readonly action: number;
  readonly next: number;
  readonly observation: number;
}

/** r(s, u, s', y) where the model stores that transition and that observation; NaN elsewhere. */
export function paidReward(model: FiniteModel, { state, action, next, observation }: FullStep): number {
  const { values, offsets } = model.rewards[action]!;
  const k = place(model.transitions[action]!, state, next);
  if (!offsets) return values[k] ?? NaN;
  const observationTable = model.observationTables[action]!;
  return (
    values[offsets[k]! + place(observationTable, next, observation) - observationTable.offsets[next]!] ?? NaN
  );
}

/** Where the table stores a cell; −1 where it does not. */
function place(
  { offsets, indices }: FiniteModel['transitions'][number],
  row: number,
  column: number,
): number {
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) if (indices[k] === column) return k;
  return -1;
}
