import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RunDescription, runPath } from '@pomdp-gym/contracts';

/** The folder of a run below that of the tracker, which is made. */
export function runFolder(folder: string, run: RunDescription): string {
  const path = join(folder, ...runPath(run));
  mkdirSync(path, { recursive: true });
  return path;
}
