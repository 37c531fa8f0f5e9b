import { type FiniteModel, InputError, type RewardTable, type SparseRows } from '@pomdp-gym/contracts';

type Discounted = FiniteModel & { readonly discount: number };

/**
 * The same problem, stopped after each step with probability 1 − γ: state S + s is state s once it has stopped. An episode is then
 * worth Σ_t γ^t r_{t+1} in expectation and takes 1 / (1 − γ) steps whatever is done, so that the average reward a step is (1 − γ) V_γ
 * of the start: what climbs the average reward from samples climbs the discounted value of the start here, without a bias.
 *
 * @throws InputError where states of the model end episodes: their length would depend on what is done.
 */
export function stoppingModel(model: Discounted): FiniteModel {
  const { states, actions, observations, transitions, observationTables, rewards, start, discount } = model;
  if (model.terminal?.includes(1))
    throw new InputError('Only a problem that ends no episodes can be stopped at a constant rate.');
  const { initialObservationTable: first } = model;
  return {
    states: 2 * states,
    actions,
    observations,
    labels: withoutStates(model),
    transitions: transitions.map((rows) => stoppingRows(rows, discount)),
    observationTables: observationTables.map(twice),
    rewards: rewards.map((table, u) => stoppingRewards(table, transitions[u]!, observationTables[u]!)),
    start: Float64Array.from({ length: 2 * states }, (_, s) => start[s] ?? 0),
    terminal: Uint8Array.from({ length: 2 * states }, (_, s) => Number(s >= states)),
    ...(first && { initialObservationTable: twice(first) }),
    discount,
  };
}

function withoutStates({ labels }: FiniteModel): FiniteModel['labels'] {
  const { actions, observations } = labels;
  return { ...(actions && { actions }), ...(observations && { observations }) };
}

/** From each state on with probability γ, and to its stopped twin else; stopped states stay. */
function stoppingRows({ rows, columns, offsets, indices, values }: SparseRows, discount: number): SparseRows {
  const places: number[] = [];
  const probabilities: number[] = [];
  const ends = [0];
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [offsets[row]!, offsets[row + 1]!];
    for (const [shift, factor] of [
      [0, discount],
      [columns, 1 - discount],
    ] as const) {
      for (let k = begin; k < end; k++) {
        places.push(shift + indices[k]!);
        probabilities.push(factor * values[k]!);
      }
    }
    ends.push(places.length);
  }
  for (let row = 0; row < rows; row++) {
    places.push(columns + row);
    probabilities.push(1);
    ends.push(places.length);
  }
  return {
    rows: 2 * rows,
    columns: 2 * columns,
    offsets: Int32Array.from(ends),
    indices: Int32Array.from(places),
    values: Float64Array.from(probabilities),
  };
}

/** The table with its rows once more below. */
function twice({ rows, columns, offsets, indices, values }: SparseRows): SparseRows {
  const stored = offsets[rows]!;
  return {
    rows: 2 * rows,
    columns,
    offsets: Int32Array.from([...offsets, ...offsets.slice(1).map((offset) => offset + stored)]),
    indices: Int32Array.from([...indices, ...indices]),
    values: Float64Array.from([...values, ...values]),
  };
}

/** Rewards in the order of the stopping rows: those of a row twice, and 0 for staying. */
function stoppingRewards(
  { values, offsets }: RewardTable,
  transitions: SparseRows,
  seen: SparseRows,
): RewardTable {
  const paid: number[] = [];
  const ends = [0];
  const copy = (from: number, to: number) => {
    for (let k = from; k < to; k++) {
      if (offsets) paid.push(...values.subarray(offsets[k], offsets[k + 1]));
      else paid.push(values[k]!);
      ends.push(paid.length);
    }
  };
  for (let row = 0; row < transitions.rows; row++) {
    const [begin, end] = [transitions.offsets[row]!, transitions.offsets[row + 1]!];
    copy(begin, end);
    copy(begin, end);
  }
  for (let row = 0; row < transitions.rows; row++) {
    const observed = offsets ? seen.offsets[row + 1]! - seen.offsets[row]! : 1;
    for (let j = 0; j < observed; j++) paid.push(0);
    ends.push(paid.length);
  }
  return { values: Float64Array.from(paid), ...(offsets && { offsets: Int32Array.from(ends) }) };
}
