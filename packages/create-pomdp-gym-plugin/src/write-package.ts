import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError, whyUnwritable } from '@pomdp-gym/contracts';
import { makeFolder } from '@pomdp-gym/contracts/node';
import type { SourceText } from './templates.js';

/**
 * Writes files into a new or empty folder: all of them, or none.
 *
 * @throws InputError where the folder has files already, or where it cannot be written.
 */
export function writePackage(folder: string, files: readonly SourceText[]): void {
  const wasThere = existsSync(folder);
  requireEmpty(folder);
  try {
    for (const { path, text } of files) {
      makeFolder(dirname(join(folder, path)));
      writeFileSync(join(folder, path), text);
    }
  } catch (error) {
    if (wasThere) empty(folder);
    else if (existsSync(folder)) rmSync(folder, { recursive: true });
    throw new InputError(`${folder} cannot be written: ${whyUnwritable(error)}.`, { cause: error });
  }
}

/** Refuses a folder that has files in it; the folder of git does not count. */
export function requireEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new InputError(`${folder} is a file. Name a folder that is new or empty.`);
  if (entries(folder).length > 0)
    throw new InputError(`${folder} has files in it already. Name a folder that is new or empty.`);
}

function entries(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== '.git');
}

function empty(folder: string): void {
  for (const name of entries(folder)) rmSync(join(folder, name), { recursive: true });
}
