import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How deep folders stand in one another: those of a search lie in a folder of their own. */
const DEPTH = 2;

/** The folder itself where it holds a file of this name, else those in it that do, and those in these, by name. */
export function foldersWith(file: string, path: string, depth = DEPTH): string[] {
  if (existsSync(join(path, file))) return [path];
  if (depth === 0 || !existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => foldersWith(file, join(path, name), depth - 1))
    .sort();
}
