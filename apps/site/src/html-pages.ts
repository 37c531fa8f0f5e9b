import { readdirSync } from 'node:fs';
import { sep } from 'node:path';

/** The pages of a site, relative to its folder. */
export function htmlPages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.split(sep).join('/'))
    .sort();
}
