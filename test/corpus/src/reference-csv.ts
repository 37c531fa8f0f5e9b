import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with published results: see the README. */
export const REFERENCE = process.env['POMDP_REFERENCE'];

/** For the titles of tests: where they read, or why they are skipped. */
export const referenceNote = REFERENCE
  ? `in ${REFERENCE}`
  : '(POMDP_REFERENCE is not set, so there are none to read)';

/** The rows of a file of that folder with commas between plain cells, by the names of its first row. */
export function referenceRows(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(REFERENCE ?? '.', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}
