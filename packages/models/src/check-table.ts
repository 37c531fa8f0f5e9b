import type { SparseRows } from '@pomdp-gym/contracts';

/** A sentence where a count is not what it should be. */
export function countProblem(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${what}: ${found}, where ${expected} are expected.`];
}

/** What keeps stored rows from being a table of this size, before its numbers are looked at; empty for a sound table. */
export function tableProblems(table: SparseRows, rows: number, columns: number, name: string): string[] {
  const { offsets, indices, values } = table;
  const counts = [
    ...countProblem(`Rows of ${name}`, table.rows, rows),
    ...countProblem(`Columns of ${name}`, table.columns, columns),
    ...countProblem(`Offsets of ${name}`, offsets.length, rows + 1),
    ...countProblem(`Values of ${name}`, values.length, indices.length),
  ];
  if (counts.length > 0) return counts;
  const problem = offsetProblem(offsets, indices.length, name) ?? columnProblem(table, name);
  return problem === undefined ? [] : [problem];
}

function offsetProblem(offsets: Int32Array, entries: number, name: string): string | undefined {
  if (offsets[0] !== 0) return `The offsets of ${name} begin at ${offsets[0]}, not at 0.`;
  for (let row = 1; row < offsets.length; row++) {
    const [begin, end] = [offsets[row - 1]!, offsets[row]!];
    if (end < begin) return `The offsets of ${name} fall from ${begin} to ${end} in row ${row - 1}.`;
  }
  const end = offsets.at(-1);
  return end === entries
    ? undefined
    : `The offsets of ${name} end at ${end}, where ${entries} entries are stored.`;
}

function columnProblem({ rows, columns, offsets, indices }: SparseRows, name: string): string | undefined {
  for (let row = 0; row < rows; row++) {
    let before = -1;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
      const column = indices[k]!;
      if (column < 0 || column >= columns) {
        return `Row ${row} of ${name} has an entry in column ${column}; the columns are 0 to ${columns - 1}.`;
      }
      if (column <= before) {
        return `Row ${row} of ${name} stores column ${column} after column ${before}; the columns of a row rise.`;
      }
      before = column;
    }
  }
  return undefined;
}
