import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { productModel, type ProductOutcome } from './product-model.js';
import { rewardsByTransition } from './stack-observations.js';

/**
 * The model whose episodes end after so many steps at the latest: its states are pairs of a state and of the steps taken, as far as
 * they can be reached, and those with all steps taken are terminal. Agents do not see the steps.
 */
export function limitSteps(unlimited: FiniteModel, steps: number): FiniteModel {
  const model = rewardsByTransition(unlimited);
  const { stateOf, memoryOf, ...parts } = productModel(model, {
    start: [...model.start].flatMap((probability, state) =>
      probability > 0 ? [{ state, memory: 0, probability }] : [],
    ),
    outcomes: (state, taken, action) => outcomes(model, state, taken + 1, action),
    ends: (state, taken) => taken === steps || model.terminal?.[state] === 1,
  });
  const { states } = model.labels;
  const { initialObservationTable: first } = model;
  return {
    ...parts,
    actions: model.actions,
    observations: model.observations,
    labels: {
      ...model.labels,
      ...(states && { states: stateOf.map((state, pair) => `${states[state]}, step ${memoryOf[pair]}`) }),
    },
    observationTables: model.observationTables.map((table) => chosenRows(table, stateOf)),
    ...(first && { initialObservationTable: chosenRows(first, stateOf) }),
    ...(model.agents && { agents: model.agents }),
    ...(model.discount !== undefined && { discount: model.discount }),
  };
}

function* outcomes(
  { transitions, rewards }: FiniteModel,
  from: number,
  memory: number,
  action: number,
): Generator<ProductOutcome> {
  const { offsets, indices, values } = transitions[action]!;
  for (let k = offsets[from]!; k < offsets[from + 1]!; k++) {
    const probability = values[k]!;
    if (probability > 0)
      yield { state: indices[k]!, memory, probability, reward: rewards[action]!.values[k]! };
  }
}

/** The table whose row i is a row of this one. */
function chosenRows({ columns, offsets, indices, values }: SparseRows, rows: readonly number[]): SparseRows {
  const [kept, begins]: [number[], number[]] = [[], [0]];
  for (const row of rows) {
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) kept.push(k);
    begins.push(kept.length);
  }
  return {
    rows: rows.length,
    columns,
    offsets: Int32Array.from(begins),
    indices: Int32Array.from(kept, (k) => indices[k]!),
    values: Float64Array.from(kept, (k) => values[k]!),
  };
}
