import type { PlanningModel } from '@pomdp-gym/planning';
import type { VectorSet } from './vector-set.js';

/** What one observation after one action makes of the vectors of the block it leads to. */
export interface Branch {
  /** The block that the observation leads to. */
  readonly block: number;
  /** γ P(s', y | s, u): row s of the block one is in, columns s' of the block one comes to. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** The branches of an action taken in a block, in the order of their observations. */
export function branchesOf(model: PlanningModel, block: number, action: number): Branch[] {
  const { blockStart, blockOf, discount } = model;
  const begin = blockStart[block]!;
  const size = blockStart[block + 1]! - begin;
  const rows = new Map<number, [column: number, weight: number][][]>();
  const blocks = new Map<number, number>();
  for (let s = 0; s < size; s++) {
    forEachOutcome(model, begin + s, action, (observation, next, probability) => {
      const reached = blockOf[next]!;
      blocks.set(observation, reached);
      const list = rows.get(observation) ?? Array.from({ length: size }, () => []);
      rows.set(observation, list);
      list[s]!.push([next - blockStart[reached]!, discount * probability]);
    });
  }
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([observation, list]) => compressed(blocks.get(observation)!, list));
}

function forEachOutcome(
  { transitions, observationTables }: PlanningModel,
  state: number,
  action: number,
  visit: (observation: number, next: number, probability: number) => void,
): void {
  const { offsets, indices, values } = transitions[action]!;
  const seen = observationTables[action]!;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    const next = indices[k]!;
    for (let j = seen.offsets[next]!; j < seen.offsets[next + 1]!; j++) {
      if (seen.values[j]! > 0) visit(seen.indices[j]!, next, values[k]! * seen.values[j]!);
    }
  }
}

function compressed(block: number, rows: readonly [number, number][][]): Branch {
  const entries = rows.flat();
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, s) => (offsets[s + 1] = offsets[s]! + row.length));
  return {
    block,
    offsets,
    columns: Int32Array.from(entries, ([column]) => column),
    weights: Float64Array.from(entries, ([, weight]) => weight),
  };
}

/** Writes the vectors that a branch makes of those after it: what each is worth one step before. */
export function project({ offsets, columns, weights }: Branch, after: VectorSet, into: VectorSet): void {
  into.clear();
  for (let place = 0; place < after.count; place++) {
    const to = into.push(after.actions[place]!) * into.size;
    const from = place * after.size;
    for (let s = 0; s < into.size; s++) {
      let sum = 0;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++)
        sum += weights[k]! * after.values[from + columns[k]!]!;
      into.values[to + s] = sum;
    }
  }
}
