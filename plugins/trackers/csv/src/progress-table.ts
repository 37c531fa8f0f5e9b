import { writeFileSync } from 'node:fs';

/**
 * The file progress.csv as `CSVOutputFormat` of Stable-Baselines3 writes it: a row a record, its columns in the order in which their
 * names first came. A new name rewrites the head, and leaves the rows before it empty there.
 */
export class ProgressTable {
  private readonly names: string[] = [];
  private readonly rows: Readonly<Record<string, number>>[] = [];

  constructor(private readonly file: string) {}

  add(record: Readonly<Record<string, number>>): void {
    for (const name of Object.keys(record)) if (!this.names.includes(name)) this.names.push(name);
    this.rows.push(record);
  }

  /** Writes the rows so far. */
  write(): void {
    const row = (record: Readonly<Record<string, number>>) =>
      this.names.map((name) => (record[name] === undefined ? '' : String(record[name]))).join(',');
    const lines = [this.names.map(quoted).join(','), ...this.rows.map(row)];
    writeFileSync(this.file, `${lines.join('\n')}\n`);
  }
}

/** A name as CSV holds it. */
function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
