import type { SparseRows } from '@pomdp-gym/contracts';

/**
 * Chosen rows of a table of probabilities, normalised over all its columns; columns then renamed, and those without a new
 * name (−1) left out, so that a row may sum to less than one.
 *
 * @param chosen the row of `table` that each new row is; a row may be chosen more than once.
 * @param renamed the new name of each column; without it columns stay.
 */
export function restrictRows(
  table: SparseRows,
  chosen: Int32Array,
  columns: number,
  renamed?: Int32Array,
): SparseRows {
  const offsets = new Int32Array(chosen.length + 1);
  const most = chosen.reduce((sum, row) => sum + table.offsets[row + 1]! - table.offsets[row]!, 0);
  const indices = new Int32Array(most);
  const values = new Float64Array(most);
  let end = 0;
  chosen.forEach((row, place) => {
    const begin = end;
    const total = rowSum(table, row);
    for (let k = table.offsets[row]!; k < table.offsets[row + 1]!; k++) {
      const column = renamed ? renamed[table.indices[k]!]! : table.indices[k]!;
      if (column < 0 || !(table.values[k]! > 0)) continue;
      insert(indices, values, begin, end++, column, table.values[k]! / total);
    }
    offsets[place + 1] = end;
  });
  return {
    rows: chosen.length,
    columns,
    offsets,
    indices: indices.slice(0, end),
    values: values.slice(0, end),
  };
}

function rowSum({ offsets, values }: SparseRows, row: number): number {
  let sum = 0;
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) sum += values[k]!;
  return sum;
}

/** Puts an entry among those from `begin` to `end`, whose columns rise: most rows are short or sorted already. */
function insert(
  indices: Int32Array,
  values: Float64Array,
  begin: number,
  end: number,
  column: number,
  value: number,
): void {
  let at = end;
  for (; at > begin && indices[at - 1]! > column; at--) {
    indices[at] = indices[at - 1]!;
    values[at] = values[at - 1]!;
  }
  indices[at] = column;
  values[at] = value;
}
