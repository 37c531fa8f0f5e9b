import type { PlanningModel } from './planning-model.js';

/** The block that each observation leads to from a block by an action; −1 where the observation cannot follow. */
export function successorBlocks(model: PlanningModel, block: number, action: number): Int32Array {
  const { blockStart, blockOf, transitions, observationTables, observations } = model;
  const { offsets, indices } = transitions[action]!;
  const seen = observationTables[action]!;
  const blocks = new Int32Array(observations).fill(-1);
  for (let k = offsets[blockStart[block]!]!; k < offsets[blockStart[block + 1]!]!; k++) {
    const successor = indices[k]!;
    for (let j = seen.offsets[successor]!; j < seen.offsets[successor + 1]!; j++) {
      blocks[seen.indices[j]!] = blockOf[successor]!;
    }
  }
  return blocks;
}
