import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { studioFile } from './site-paths.js';

/** The pages of a site, relative to its folder; the studio is a program of one file, and no page. */
export function htmlPages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name !== studioFile.inSite)
    .sort();
}
