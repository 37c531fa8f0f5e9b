import type { SparseRows } from '@pomdp-gym/contracts';
import { Float64List, Int32List } from '@pomdp-gym/numerics';
import { isOne, isSlip } from './row-sum.js';
import type { ReadLimits } from '../read-limits.js';
import { WILDCARD, sortByKey, type AssignmentLog } from './assignment-log.js';
import { RowMerge } from './row-merge.js';

/** Rows that are no distribution, for one reason. */
export interface RowFault {
  readonly action: number;
  readonly row: number;
  readonly sum: number;
  /** Where the statement with the last word on the row stands in the file; −1 where none says anything of it. */
  readonly position: number;
  /** How many further rows are at fault through the same statement. */
  more: number;
}

/**
 * The assignments that `T:` or `O:` statements make, in the order of the file, of which the last one on a cell counts.
 * Each is stored as written, wildcards and all, so that the log is never larger than the file; `build` lays them over
 * one another row by row.
 */
export class RowAssignments {
  private readonly keys: Int32List;
  private readonly columns: Int32List;
  private readonly values: Float64List;
  private readonly positions: Int32List;
  /** Whether any statement fills rows with something that is not zero. */
  private fills = false;
  /** Whether any statement names the action; the others all have the same table. */
  private readonly named: Uint8Array;
  private readonly excusedKeys = new Set<number>();
  /** The table being built: its space is used again for the next one. */
  private readonly table = { indices: new Int32List(), values: new Float64List() };

  constructor(
    private readonly actionCount: number,
    private readonly rowCount: number,
    private readonly columnCount: number,
    /** About how many assignments to expect. */
    capacity = 1024,
  ) {
    this.keys = new Int32List(capacity);
    this.columns = new Int32List(capacity);
    this.values = new Float64List(capacity);
    this.positions = new Int32List(capacity);
    this.named = new Uint8Array(actionCount);
  }

  /** The cell (or, with CONSTANT, IDENTITY or RESET, the whole row) becomes `value`, from here on. */
  assign(action: number, row: number, column: number, value: number, position: number): void {
    this.keys.push(this.keyOf(action, row));
    this.columns.push(column);
    this.values.push(value);
    this.positions.push(position);
    if (action >= 0) this.named[action] = 1;
    if (column < 0 && value !== 0) this.fills = true;
  }

  /** A statement on these rows could not be read: that they do not sum to one would be no news. */
  excuse(action: number, row: number): void {
    this.excusedKeys.add(this.keyOf(action, row));
  }

  /** The table of each action, and the rows that do not sum to one. `start` is what RESET puts in a row. */
  build(start: Float64Array, limits: ReadLimits): { tables: SparseRows[]; faults: RowFault[] } {
    const merge = new RowMerge(this.log(), start, this.columnCount, limits);
    if (this.fills) this.foresee(merge);
    const faults = new Map<number | string, RowFault>();
    const alike = this.named.filter((mark) => mark === 0).length;
    let shared: SparseRows | undefined;
    const tables = Array.from({ length: this.actionCount }, (_, action) => {
      if (this.named[action]) return this.buildTable(action, merge, faults, 1);
      return (shared ??= this.buildTable(action, merge, faults, alike));
    });
    return { tables, faults: [...faults.values()] };
  }

  /** Adds up what filled rows will take, so that a table far too large is refused before it is built. */
  private foresee(merge: RowMerge): void {
    const layers = new Int32Array(4);
    let shared = false;
    for (let action = 0; action < this.actionCount; action++) {
      if (!this.named[action] && shared) continue;
      shared ||= !this.named[action];
      for (let row = 0; row < this.rowCount; row++) merge.foresee(this.layersOf(action, row, layers));
    }
  }

  /** The groups of the log that concern one row. */
  private layersOf(action: number, row: number, layers: Int32Array): Int32Array {
    layers[0] = this.keyOf(WILDCARD, WILDCARD);
    layers[1] = this.keyOf(WILDCARD, row);
    layers[2] = this.keyOf(action, WILDCARD);
    layers[3] = this.keyOf(action, row);
    return layers;
  }

  /** @param alike how many actions the table is for: so many rows are at fault where one is */
  private buildTable(
    action: number,
    merge: RowMerge,
    faults: Map<number | string, RowFault>,
    alike: number,
  ): SparseRows {
    const { indices, values } = this.table;
    indices.length = values.length = 0;
    const offsets = new Int32Array(this.rowCount + 1);
    const layers = new Int32Array(4);
    for (let row = 0; row < this.rowCount; row++) {
      const sum = merge.write(this.layersOf(action, row, layers), row, indices, values);
      offsets[row + 1] = indices.length;
      if (isSlip(sum)) normalize(values, offsets[row]!, sum);
      if (!isOne(sum) && !layers.some((key) => this.excusedKeys.has(key))) {
        note(faults, {
          action,
          row,
          sum,
          position: merge.statement < 0 ? -1 : this.positions.array[merge.statement]!,
          more: alike - 1,
        });
      }
    }
    merge.countStored(indices.length);
    return {
      rows: this.rowCount,
      columns: this.columnCount,
      offsets,
      indices: indices.take(),
      values: values.take(),
    };
  }

  private keyOf(action: number, row: number): number {
    return (action + 1) * (this.rowCount + 1) + row + 1;
  }

  private log(): AssignmentLog {
    return sortByKey(
      this.keys.array.subarray(0, this.keys.length),
      this.columns.array,
      this.values.array,
      (this.actionCount + 1) * (this.rowCount + 1),
    );
  }
}

function normalize(values: Float64List, begin: number, sum: number): void {
  for (let k = begin; k < values.length; k++) values.array[k]! /= sum;
}

/** Faults of one statement, and rows of one action without any statement, are reported once. */
function note(faults: Map<number | string, RowFault>, fault: RowFault): void {
  const group = fault.position >= 0 ? fault.position : `action ${fault.action}`;
  const known = faults.get(group);
  if (known) known.more += fault.more + 1;
  else faults.set(group, fault);
}
