import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';

/** How far two models are apart: the largest absolute difference of two corresponding numbers, by table. */
export interface ModelDifferences {
  readonly start: number;
  readonly transitions: number;
  readonly observationTables: number;
  /** Over the successors and observations that both models hold possible. */
  readonly rewards: number;
}

/**
 * Compares two models state by state, action by action and observation by observation, in their order; labels, discount,
 * terminal marks and first observations are not looked at. Throws a RangeError where their sizes differ.
 */
export function compareModels(one: FiniteModel, two: FiniteModel): ModelDifferences {
  for (const size of ['states', 'actions', 'observations'] as const) {
    if (one[size] !== two[size]) {
      throw new RangeError(`One model has ${one[size]} ${size}, the other ${two[size]}.`);
    }
  }
  const actions = [...one.transitions.keys()];
  const largest = (of: (action: number) => number) => Math.max(...actions.map(of));
  return {
    start: one.start.reduce((most, value, state) => Math.max(most, Math.abs(value - two.start[state]!)), 0),
    transitions: largest((action) => tableDifference(one.transitions[action]!, two.transitions[action]!)),
    observationTables: largest((action) =>
      tableDifference(one.observationTables[action]!, two.observationTables[action]!),
    ),
    rewards: largest((action) => rewardDifference(one, two, action)),
  };
}

/** Calls back for every column that either row stores, with the places there, −1 where a row does not store it. */
function eachColumn(
  one: SparseRows,
  two: SparseRows,
  row: number,
  visit: (column: number, i: number, j: number) => void,
): void {
  let i = one.offsets[row]!;
  let j = two.offsets[row]!;
  const [endOfOne, endOfTwo] = [one.offsets[row + 1]!, two.offsets[row + 1]!];
  while (i < endOfOne || j < endOfTwo) {
    const left = i < endOfOne ? one.indices[i]! : Infinity;
    const right = j < endOfTwo ? two.indices[j]! : Infinity;
    visit(Math.min(left, right), left <= right ? i++ : -1, right <= left ? j++ : -1);
  }
}

function tableDifference(one: SparseRows, two: SparseRows): number {
  let most = 0;
  for (let row = 0; row < one.rows; row++) {
    eachColumn(one, two, row, (_column, i, j) => {
      most = Math.max(most, Math.abs((one.values[i] ?? 0) - (two.values[j] ?? 0)));
    });
  }
  return most;
}

function rewardDifference(one: FiniteModel, two: FiniteModel, action: number): number {
  const [seenInOne, seenInTwo] = [one.observationTables[action]!, two.observationTables[action]!];
  let most = 0;
  for (let state = 0; state < one.states; state++) {
    eachColumn(one.transitions[action]!, two.transitions[action]!, state, (next, k, l) => {
      if (k < 0 || l < 0) return;
      eachColumn(seenInOne, seenInTwo, next, (_observation, i, j) => {
        if (i < 0 || j < 0) return;
        const left = rewardAt(one, action, k, i - seenInOne.offsets[next]!);
        const right = rewardAt(two, action, l, j - seenInTwo.offsets[next]!);
        most = Math.max(most, Math.abs(left - right));
      });
    });
  }
  return most;
}

/** The reward of stored transition k and the j-th stored observation of its successor. */
function rewardAt({ rewards }: FiniteModel, action: number, k: number, j: number): number {
  const { values, offsets } = rewards[action]!;
  return values[offsets ? offsets[k]! + j : k]!;
}
