import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { actingStates, expectedRewards } from '@pomdp-gym/planning';

/**
 * The Markov decision process beneath a model: its states as if they were seen. Only those are kept that an agent can
 * act in: n of them, the start states first.
 */
export interface Mdp {
  readonly model: FiniteModel;
  /** n */
  readonly states: number;
  readonly actions: number;
  /** The state of the model that each stands for, n numbers. */
  readonly original: Int32Array;
  /** r(s, u) at s·A + u. */
  readonly rewards: Float64Array;
  /** Row s·A + u of P(s' | s, u) is at offsets[s·A + u] … offsets[s·A + u + 1] − 1 of the next two; rows sum to one. */
  readonly offsets: Int32Array;
  /** s' from 0 to n − 1, or n: the episode ends. */
  readonly successors: Int32Array;
  readonly probabilities: Float64Array;
  /** P(s_0), n numbers. */
  readonly start: Float64Array;
  /** Whether an episode can end. */
  readonly ends: boolean;
  /** For each observation, `nothing yet` among them, the states it may be made in before the next action. */
  readonly shownIn: readonly Int32Array[];
}

export function underlyingMdp(model: FiniteModel): Mdp {
  const original = actingStates(model);
  const placeOf = new Int32Array(model.states).fill(-1);
  original.forEach((state, place) => (placeOf[state] = place));
  const columnOf = placeOf.map((place, state) => (model.terminal?.[state] === 1 ? original.length : place));
  const rewards = expectedRewards(model);
  const table = interleavedRows(model.transitions, original, columnOf);
  const total = model.start.reduce((sum, probability) => sum + probability, 0);
  return {
    model,
    states: original.length,
    actions: model.actions,
    original,
    rewards: Float64Array.from({ length: original.length * model.actions }, (_, row) => {
      return rewards[row % model.actions]![original[Math.floor(row / model.actions)]!]!;
    }),
    ...table,
    start: Float64Array.from(original, (state) => model.start[state]! / total),
    ends: table.successors.includes(original.length),
    shownIn: statesByObservation(model, original, table.successors, table.offsets),
  };
}

/** One table of A, row s·A + u; rows normalised, columns renamed. */
function interleavedRows(tables: readonly SparseRows[], original: Int32Array, columnOf: Int32Array) {
  const offsets = new Int32Array(original.length * tables.length + 1);
  const successors: number[] = [];
  const probabilities: number[] = [];
  original.forEach((state, place) => {
    tables.forEach(({ offsets: begin, indices, values }, action) => {
      let total = 0;
      for (let k = begin[state]!; k < begin[state + 1]!; k++) total += values[k]!;
      for (let k = begin[state]!; k < begin[state + 1]!; k++) {
        if (!(values[k]! > 0)) continue;
        successors.push(columnOf[indices[k]!]!);
        probabilities.push(values[k]! / total);
      }
      offsets[place * tables.length + action + 1] = successors.length;
    });
  });
  return {
    offsets,
    successors: Int32Array.from(successors),
    probabilities: Float64Array.from(probabilities),
  };
}

function statesByObservation(
  model: FiniteModel,
  original: Int32Array,
  successors: Int32Array,
  offsets: Int32Array,
): Int32Array[] {
  const { actions, observations, observationTables, initialObservationTable, start } = model;
  const shownIn = Array.from(
    { length: observations + (initialObservationTable ? 0 : 1) },
    () => new Set<number>(),
  );
  const note = (place: number, table: SparseRows) => {
    const state = original[place]!;
    for (let k = table.offsets[state]!; k < table.offsets[state + 1]!; k++) {
      if (table.values[k]! > 0) shownIn[table.indices[k]!]!.add(place);
    }
  };
  const entered = new Uint8Array(original.length * actions);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
      const at = successors[k]! * actions + (row % actions);
      if (successors[k] === original.length || entered[at] === 1) continue;
      entered[at] = 1;
      note(successors[k]!, observationTables[row % actions]!);
    }
  }
  original.forEach((state, place) => {
    if (!(start[state]! > 0)) return;
    if (initialObservationTable) note(place, initialObservationTable);
    else shownIn[observations]!.add(place);
  });
  return shownIn.map((states) => Int32Array.from(states).sort());
}
