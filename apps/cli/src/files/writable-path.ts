import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError, whyUnwritable } from '@pomdp-gym/contracts';
import { statsAt } from '@pomdp-gym/contracts/node';

/** Throws an InputError where a file cannot be written there, so that a command refuses before it works. */
export function requireWritable(path: string): void {
  const folder = dirname(path);
  const holder = statsAt(folder);
  if (!holder) refuse(path, `there is no folder ${folder}`);
  if (!holder.isDirectory()) refuse(path, `${folder} is no folder`);
  const found = fileAt(path);
  if (found?.isDirectory()) refuse(path, 'that is a folder. Name a file in it');
  if (found && !mayWrite(path)) refuse(path, 'it is there and may not be written');
  if (found?.isFile() !== false && !mayWrite(folder)) refuse(path, `no file may be made in ${folder}`);
}

function refuse(path: string, reason: string): never {
  throw new InputError(`${path} cannot be written: ${reason}.`);
}

/** What is there; undefined where nothing is. Refuses a path that can lead nowhere, as a name that is too long. */
function fileAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    refuse(path, whyUnwritable(error));
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
