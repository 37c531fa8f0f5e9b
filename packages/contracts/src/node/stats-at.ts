import { type Stats, statSync } from 'node:fs';

/** What is at a path. Undefined where nothing is there, or where it cannot be read, as a link that leads to itself. */
export function statsAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
