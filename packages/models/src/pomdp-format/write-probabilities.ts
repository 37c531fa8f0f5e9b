import type { SparseRows } from '@pomdp-gym/contracts';

/** A row is written as a vector where at least one in so many of its numbers is not zero. */
const DENSE = 4;

/** The `T:` or `O:` statements of the tables, one for each action. */
export function writeProbabilities(
  letter: 'T' | 'O',
  tables: readonly SparseRows[],
  actions: readonly string[],
  rows: readonly string[],
  columns: readonly string[],
): string[] {
  const writer = new TableWriter(letter, rows, columns);
  const first = tables[0]!;
  if (tables.every((table) => sameTable(table, first)))
    return writer.whole('*', first) ?? writer.rows('*', first);
  const wholes = tables.map((table, action) => writer.whole(actions[action]!, table, true));
  const rest = tables.filter((_, action) => !wholes[action]);
  const alike = rows.map(
    (_, row) => rest.length > 1 && rest.every((table) => sameRow(table, row, rest[0]!, row)),
  );
  return [
    ...(rest.length > 1 ? writer.rows('*', rest[0]!, (row) => alike[row]!) : []),
    ...tables.flatMap((table, action) => {
      return wholes[action] ?? writer.rows(actions[action]!, table, (row) => !alike[row]);
    }),
  ];
}

class TableWriter {
  constructor(
    private readonly letter: string,
    private readonly rowNames: readonly string[],
    private readonly columnNames: readonly string[],
  ) {}

  /**
   * The table in a word or in one row for all, where it is such a table.
   * @param over whether other statements stand on these rows, which are to be cleared
   */
  whole(action: string, table: SparseRows, over = false): string[] | undefined {
    if (isIdentity(table)) return [`${this.letter}: ${action} identity`];
    for (let row = 1; row < table.rows; row++) if (!sameRow(table, row, table, 0)) return undefined;
    if (isUniform(table, 0)) return [`${this.letter}: ${action} uniform`];
    const head = `${this.letter}: ${action} : *`;
    return [...(over ? [`${head} : * 0`] : []), ...this.row(head, table, 0)];
  }

  /** The rows that are chosen. */
  rows(action: string, table: SparseRows, chosen: (row: number) => boolean = () => true): string[] {
    return this.rowNames.flatMap((name, row) => {
      return chosen(row) ? this.row(`${this.letter}: ${action} : ${name}`, table, row) : [];
    });
  }

  private row(head: string, table: SparseRows, row: number): string[] {
    if (isUniform(table, row)) return [`${head} uniform`];
    const begin = table.offsets[row]!;
    const end = table.offsets[row + 1]!;
    if ((end - begin) * DENSE >= table.columns) return [head, vector(table, row)];
    const lines: string[] = [];
    for (let k = begin; k < end; k++) {
      if (table.values[k] !== 0)
        lines.push(`${head} : ${this.columnNames[table.indices[k]!]} ${table.values[k]}`);
    }
    return lines;
  }
}

function vector({ columns, offsets, indices, values }: SparseRows, row: number): string {
  const cells = Array<number>(columns).fill(0);
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) cells[indices[k]!] = values[k]!;
  return cells.join(' ');
}

function isIdentity({ rows, columns, indices, values, offsets }: SparseRows): boolean {
  if (rows !== columns || indices.length !== rows || rows === 1) return false;
  return indices.every((column, k) => column === k && offsets[k] === k && values[k] === 1);
}

function isUniform({ columns, offsets, values }: SparseRows, row: number): boolean {
  const begin = offsets[row]!;
  if (offsets[row + 1]! - begin !== columns) return false;
  return values.subarray(begin, begin + columns).every((value) => value === 1 / columns);
}

function sameTable(one: SparseRows, other: SparseRows): boolean {
  if (one === other) return true;
  if (one.indices.length !== other.indices.length) return false;
  for (let row = 0; row < one.rows; row++) if (!sameRow(one, row, other, row)) return false;
  return true;
}

function sameRow(one: SparseRows, row: number, other: SparseRows, otherRow: number): boolean {
  const begin = one.offsets[row]!;
  const length = one.offsets[row + 1]! - begin;
  const otherBegin = other.offsets[otherRow]!;
  if (other.offsets[otherRow + 1]! - otherBegin !== length) return false;
  for (let k = 0; k < length; k++) {
    if (one.indices[begin + k] !== other.indices[otherBegin + k]) return false;
    if (one.values[begin + k] !== other.values[otherBegin + k]) return false;
  }
  return true;
}
