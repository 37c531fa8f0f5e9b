import type { SparseRows } from '@pomdp-gym/contracts';

/** How a format states probabilities. Actions, rows and columns come by name; `*` is all of them. */
export interface ProbabilityDialect {
  /** The table of an action is the identity; absent where the format has no word for it. */
  identity?(action: string): string;
  /** A row is uniform; absent where the format has no word for it. */
  uniform?(action: string, row: string): string;
  /** A row, number by number. */
  vector(action: string, row: string, cells: readonly number[]): string;
  /** One number. */
  entry(action: string, row: string, column: string, value: number): string;
}

/** The names of what a table of probabilities is about, as they are to be written. */
export interface TableNames {
  readonly actions: readonly string[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** All of them. */
export const EVERY = '*';

/** A row is written as a vector where at least one in so many of its numbers is not zero. */
const DENSE = 4;

/**
 * The statements that set the tables of all actions, of which a later one overrides an earlier one: in a word where there
 * is one, and once for all actions or all rows where these agree.
 */
export function layoutProbabilities(
  tables: readonly SparseRows[],
  names: TableNames,
  dialect: ProbabilityDialect,
): string[] {
  const writer = new TableWriter(names, dialect);
  const first = tables[0]!;
  if (tables.every((table) => sameTable(table, first)))
    return writer.whole(EVERY, first) ?? writer.rows(EVERY, first);
  const wholes = tables.map((table, action) => writer.whole(names.actions[action]!, table, true));
  const rest = tables.filter((_, action) => !wholes[action]);
  const alike = names.rows.map((_, row) => {
    return rest.length > 1 && rest.every((table) => sameRow(table, row, rest[0]!, row));
  });
  return [
    ...(rest.length > 1 ? writer.rows(EVERY, rest[0]!, (row) => alike[row]!) : []),
    ...tables.flatMap((table, action) => {
      return wholes[action] ?? writer.rows(names.actions[action]!, table, (row) => !alike[row]);
    }),
  ];
}

class TableWriter {
  constructor(
    private readonly names: TableNames,
    private readonly dialect: ProbabilityDialect,
  ) {}

  /**
   * The table in a word or in one row for all, where it is such a table.
   * @param over whether other statements stand on these rows, which are to be cleared
   */
  whole(action: string, table: SparseRows, over = false): string[] | undefined {
    const { dialect } = this;
    if (dialect.identity && isIdentity(table)) return [dialect.identity(action)];
    for (let row = 1; row < table.rows; row++) if (!sameRow(table, row, table, 0)) return undefined;
    if (dialect.uniform && isUniform(table, 0)) return [dialect.uniform(action, EVERY)];
    const clear = over ? [dialect.entry(action, EVERY, EVERY, 0)] : [];
    return [...clear, ...this.row(action, EVERY, table, 0)];
  }

  /** The rows that are chosen. */
  rows(action: string, table: SparseRows, chosen: (row: number) => boolean = () => true): string[] {
    return this.names.rows.flatMap((name, row) => (chosen(row) ? this.row(action, name, table, row) : []));
  }

  private row(action: string, name: string, table: SparseRows, row: number): string[] {
    const { dialect, names } = this;
    if (dialect.uniform && isUniform(table, row)) return [dialect.uniform(action, name)];
    const begin = table.offsets[row]!;
    const end = table.offsets[row + 1]!;
    if ((end - begin) * DENSE >= table.columns) return [dialect.vector(action, name, vector(table, row))];
    const lines: string[] = [];
    for (let k = begin; k < end; k++) {
      const value = table.values[k]!;
      if (value !== 0) lines.push(dialect.entry(action, name, names.columns[table.indices[k]!]!, value));
    }
    return lines;
  }
}

function vector({ columns, offsets, indices, values }: SparseRows, row: number): number[] {
  const cells = Array<number>(columns).fill(0);
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) cells[indices[k]!] = values[k]!;
  return cells;
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
