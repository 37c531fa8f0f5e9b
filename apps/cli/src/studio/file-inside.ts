import { lstatSync, realpathSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { sep } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';

/**
 * The place of a file in a folder, all links resolved.
 *
 * @throws InputError where the path leads out of the folder, where no file is there, or where it cannot be read.
 */
export function placeInside(root: string, path: string): string {
  try {
    const place = realpathSync(path);
    if (place.startsWith(`${realpathSync(root)}${sep}`) && lstatSync(place).isFile()) return place;
  } catch {
    // The sentence below covers what cannot be resolved.
  }
  throw new InputError(`${path} is no file of ${root} that can be read.`);
}

/**
 * Opens a file of a folder to read it. Returns undefined where another file takes its place meanwhile.
 *
 * @throws InputError where the path leads out of the folder, where no file is there, or where it cannot be read.
 */
export async function openInside(root: string, path: string): Promise<FileHandle | undefined> {
  const place = placeInside(root, path);
  const file = await open(place).catch(() => undefined);
  try {
    if (file && (await isAt(file, placeInside(root, path)))) return file;
  } catch (error) {
    await file?.close();
    throw error;
  }
  await file?.close();
  return undefined;
}

async function isAt(file: FileHandle, place: string): Promise<boolean> {
  const [opened, there] = [await file.stat(), lstatSync(place)];
  return opened.ino === there.ino && opened.dev === there.dev;
}
