import { TooLarge } from './too-large.js';

/** In place of an action or a state: all of them. */
export const WILDCARD = -1;

/** In place of a column: what a whole row is filled with. */
export const CONSTANT = -1;
export const IDENTITY = -2;
export const RESET = -3;

/** Assignments by (action, row), each group in the order of the file. */
export interface AssignmentLog {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Log indices, group by group. */
  readonly order: Int32Array;
  /** Group k is order[starts[k] … starts[k+1] − 1]. */
  readonly starts: Int32Array;
  /** The place in `order` from which group k counts: that of the last assignment that fills the whole row. */
  readonly from: Int32Array;
  /** The log index of that assignment, −1 where there is none. */
  readonly fills: Int32Array;
}

/** Groups assignments by key (0 … groups − 1), keeping the order of the file within each. */
export function sortByKey(
  keys: Int32Array,
  columns: Int32Array,
  values: Float64Array,
  groups: number,
): AssignmentLog {
  if (keys.length > 0x3fffffff)
    throw new TooLarge('The file makes more assignments than can be distinguished.');
  const starts = new Int32Array(groups + 1);
  for (const key of keys) starts[key + 1]!++;
  for (let key = 0; key < groups; key++) starts[key + 1]! += starts[key]!;
  const order = new Int32Array(keys.length);
  const next = starts.slice(0, groups);
  const from = starts.slice(0, groups);
  const fills = new Int32Array(groups).fill(-1);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    const place = next[key]!++;
    order[place] = index;
    if (columns[index]! < 0) {
      from[key] = place;
      fills[key] = index;
    }
  }
  return { columns, values, order, starts, from, fills };
}
