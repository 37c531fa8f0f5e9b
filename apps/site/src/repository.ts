import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The text of a file, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

export function isThere(path: string): boolean {
  return existsSync(join(repository, path));
}

export function isFolder(path: string): boolean {
  return isThere(path) && statSync(join(repository, path)).isDirectory();
}

/** The names in a folder, in order. */
export function namesIn(path: string): string[] {
  return readdirSync(join(repository, path)).sort();
}
