import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { isFailed, type ResultRow } from './attained-row.js';

/** Rows kept as JSON lines in a file, so that a run that ended early can be gone on with. */
export class KeptRows {
  readonly rows: ResultRow[];

  /** @param path the file; undefined keeps rows in memory only. */
  constructor(private readonly path: string | undefined) {
    this.rows = path !== undefined && existsSync(path) ? readRows(path) : [];
  }

  add(row: ResultRow): void {
    this.rows.push(row);
    if (this.path !== undefined) appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }
}

/** Its rows but those of tasks that failed, which are to be tried again. */
function readRows(path: string): ResultRow[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const rows = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ResultRow);
  return rows.filter((row) => !isFailed(row));
}
