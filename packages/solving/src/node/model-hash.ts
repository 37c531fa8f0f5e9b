import { createHash } from 'node:crypto';
import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';

/** A name for what a model says, its labels apart: two models have the same one where every table is the same to the bit. */
export function modelHash(model: FiniteModel): string {
  const hash = createHash('sha256');
  const take = (array: Int32Array | Float64Array | Uint8Array | undefined) => {
    hash.update(`${array?.length ?? 'none'};`);
    if (array) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  };
  const takeRows = (table: SparseRows | undefined) => {
    for (const array of [table?.offsets, table?.indices, table?.values]) take(array);
  };
  hash.update(JSON.stringify([model.states, model.actions, model.observations, model.discount ?? null]));
  for (const table of [...model.transitions, ...model.observationTables, model.initialObservationTable])
    takeRows(table);
  for (const { values, offsets } of model.rewards) [values, offsets].forEach(take);
  [model.start, model.terminal].forEach(take);
  return hash.digest('hex');
}
