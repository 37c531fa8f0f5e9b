import type { JointOutcomes } from '@pomdp-gym/models';
import { PLACES } from './frame-places.js';

/** Bytes before the tables, room for the frame; the rewards begin here. */
const TABLES = 1024;

/** Writes the tables of a model behind the frame of a kernel's memory, and their places into it. */
export function writeModel(buffer: ArrayBuffer, frame: Int32Array, outcomes: JointOutcomes): void {
  const { rows, rewards, rewardShift, endShift, rowShift } = outcomes;
  const heads = TABLES + padded(rewards.byteLength);
  const columns = heads + padded(rows.heads.byteLength);
  new Float64Array(buffer, TABLES, rewards.length).set(rewards);
  new Int32Array(buffer, heads, rows.heads.length).set(rows.heads);
  new Int32Array(buffer, columns, rows.columns.length).set(rows.columns);
  frame[PLACES.heads] = heads;
  frame[PLACES.columns] = columns;
  frame[PLACES.rewardShift] = rewardShift;
  frame[PLACES.endShift] = endShift;
  frame[PLACES.rowShift] = rowShift;
}

/** The byte behind these tables. */
export function modelEnd({ rows, rewards }: JointOutcomes): number {
  const bytes = [rewards, rows.heads, rows.columns].map(({ byteLength }) => padded(byteLength));
  return bytes.reduce((sum, each) => sum + each, TABLES);
}

/** A whole number of vectors. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
