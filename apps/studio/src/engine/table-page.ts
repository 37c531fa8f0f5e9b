/** Rows of a page. */
export const ROWS = 100;

/** A page of rows. */
export interface Page<Row> {
  /** Which page it is, counted from 0. */
  readonly page: number;
  /** Rows of all pages. */
  readonly total: number;
  readonly rows: readonly Row[];
}

/**
 * The rows of a page.
 *
 * @param page counted from 0; −1 for the page that holds the row.
 */
export function pageOf<Row>(all: readonly Row[], page: number, row: Row): Page<Row> {
  const last = Math.max(0, Math.ceil(all.length / ROWS) - 1);
  const wanted = page < 0 ? Math.floor(Math.max(0, all.indexOf(row)) / ROWS) : Math.min(page, last);
  return { page: wanted, total: all.length, rows: all.slice(wanted * ROWS, (wanted + 1) * ROWS) };
}
