/** A column to sort by. */
export interface TableOrder {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Reads `column`, or `-column` for the greatest first. */
export function readOrder(text: string): TableOrder {
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false };
}

/**
 * Rows in order of their values, those without a value last, and the first of the study first among equals.
 *
 * @param valueOf null where a row has no value.
 */
export function sorted(
  rows: readonly number[],
  valueOf: (row: number) => number | null,
  isDescending: boolean,
): number[] {
  const sign = isDescending ? -1 : 1;
  const valued = rows.map((row) => ({ row, value: valueOf(row) }));
  valued.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * (a.value - b.value);
  });
  return valued.map(({ row }) => row);
}
