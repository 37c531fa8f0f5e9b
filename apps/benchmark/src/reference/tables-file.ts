import { writeFileSync } from 'node:fs';
import type { ReferenceTables } from './reference-tables.js';

/** Writes the tables as `reference/gpomdp.c` reads them: a head of whole numbers, then doubles, then whole numbers. */
export function writeTables(path: string, tables: ReferenceTables): void {
  const { model, outcomes, joint, scores, parameters, features, moveColumns } = tables;
  const { rows, rewards, rewardShift, endShift, rowShift } = outcomes;
  const head = Int32Array.of(
    model.states,
    model.actions,
    tables.observations,
    parameters.length,
    tables.bits,
    31 - Math.clz32(2 ** tables.bits),
    rewardShift,
    endShift,
    rowShift,
    rows.heads.length,
    rows.columns.length / 3,
    rewards.length,
    scores.values.length,
    joint.codes.length,
  );
  const doubles = [rewards, scores.values, parameters, features, joint.cumulative];
  const whole = [rows.heads, ...splitColumns(rows.columns), ...splitColumns(moveColumns)];
  const arrays = [head, ...doubles, ...whole, scores.offsets, scores.indices, joint.offsets, joint.codes];
  const bytes = arrays.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  writeFileSync(path, Buffer.concat(bytes));
}

/** Thresholds, and outcomes in pairs, each in an array of its own, as one writes them first. */
function splitColumns(columns: Int32Array): readonly Int32Array[] {
  return [columns.filter((_, place) => place % 3 === 0), columns.filter((_, place) => place % 3 !== 0)];
}
