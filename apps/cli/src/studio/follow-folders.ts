import { setTimeout as pause } from 'node:timers/promises';
import type { ServedFolder, ServedFolders } from './served-folders.js';

/**
 * The folders that are served: as they are, and again whenever one has come or gone, until the signal aborts.
 *
 * @param pace milliseconds between two looks at the folders.
 */
export async function* followFolders(
  folders: ServedFolders,
  signal: AbortSignal,
  pace: number,
): AsyncGenerator<readonly ServedFolder[]> {
  let before: string | undefined;
  while (!signal.aborted) {
    const list = folders.list();
    const names = JSON.stringify(list.map(({ name }) => name).sort());
    if (names !== before) yield list;
    before = names;
    await pause(pace);
  }
}
