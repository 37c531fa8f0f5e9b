import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { isFolder } from './is-folder.js';

/** How deep folders stand in one another: those of a search lie in a folder of their own. */
const DEPTH = 2;

/**
 * The folder itself where it holds a file of this name, else those in it that do, and those in these, by name; none where nothing is
 * at the path. A folder within that cannot be read is left out. Throws an InputError where a file is there.
 */
export function foldersWith(file: string, path: string, depth = DEPTH): string[] {
  if (existsSync(join(path, file))) return [path];
  if (depth === 0 || !existsSync(path)) return [];
  if (!isFolder(path))
    throw new InputError(`${path} is a file: give a folder of results, or one that holds some.`);
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readableFoldersWith(file, join(path, name), depth - 1))
    .sort();
}

/** The same of a folder within; none where it cannot be read, or is removed meanwhile. */
function readableFoldersWith(file: string, path: string, depth: number): string[] {
  try {
    return foldersWith(file, path, depth);
  } catch {
    return [];
  }
}
