import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';

/** Throws an InputError where a file cannot be written there, so that a command refuses before it works. */
export function requireWritable(path: string): void {
  const folder = dirname(path);
  const holder = statsOf(folder);
  if (!holder) refuse(path, `there is no folder ${folder}`);
  if (!holder.isDirectory()) refuse(path, `${folder} is no folder`);
  const found = statsOf(path);
  if (found?.isDirectory()) refuse(path, 'that is a folder. Name a file in it');
  if (found && !mayWrite(path)) refuse(path, 'it is there and may not be written');
  if (found?.isFile() !== false && !mayWrite(folder)) refuse(path, `no file may be made in ${folder}`);
}

function refuse(path: string, reason: string): never {
  throw new InputError(`${path} cannot be written: ${reason}.`);
}

/** What is there; undefined where nothing is, or where nothing can be seen. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
