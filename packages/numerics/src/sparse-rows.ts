import type { SparseRows } from '@pomdp-gym/contracts';

/**
 * Compresses rows given as entries [column, value]. Zeros are dropped, entries of one column added up, columns sorted.
 * Throws a RangeError where a column is outside the table.
 */
export function sparseRows(
  rows: number,
  columns: number,
  entriesOf: (row: number) => Iterable<readonly [column: number, value: number]>,
): SparseRows {
  const offsets = new Int32Array(rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    const entries = new Map<number, number>();
    for (const [column, value] of entriesOf(row)) {
      if (!Number.isInteger(column) || column < 0 || column >= columns) {
        throw new RangeError(
          `Row ${row} has an entry in column ${column}; the columns are 0 to ${columns - 1}.`,
        );
      }
      if (value !== 0) entries.set(column, (entries.get(column) ?? 0) + value);
    }
    for (const column of [...entries.keys()].sort((a, b) => a - b)) {
      indices.push(column);
      values.push(entries.get(column)!);
    }
    offsets[row + 1] = indices.length;
  }
  return { rows, columns, offsets, indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

/** The entry at (row, column), 0 where none is stored. A binary search. */
export function entryAt(table: SparseRows, row: number, column: number): number {
  let low = table.offsets[row]!;
  let high = table.offsets[row + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = table.indices[middle]!;
    if (found === column) return table.values[middle]!;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** The sum of each row. */
export function rowSums(table: SparseRows): Float64Array {
  const sums = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    for (let k = table.offsets[row]!; k < table.offsets[row + 1]!; k++) sums[row]! += table.values[k]!;
  }
  return sums;
}

/** The stored entries of a row, as [column, value]. */
export function rowEntries(rows: SparseRows, row: number): [number, number][] {
  const entries: [number, number][] = [];
  for (let k = rows.offsets[row]!; k < rows.offsets[row + 1]!; k++) {
    entries.push([rows.indices[k]!, rows.values[k]!]);
  }
  return entries;
}
