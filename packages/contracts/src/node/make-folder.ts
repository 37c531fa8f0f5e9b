import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { statsAt } from './stats-at.js';

/**
 * Makes a folder and those above it, one after another. Node 20's recursive `mkdirSync` never returns where the system refuses
 * new folders as if those above were missing, as below /proc.
 *
 * @throws what the system throws where a folder cannot be made.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  // Where a file is above, the system says so of the folder below it.
  if (above !== path && !statsAt(above)) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process can make the same folder in between.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() === true;
}
