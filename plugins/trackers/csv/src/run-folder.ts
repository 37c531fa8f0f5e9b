import { join } from 'node:path';
import { type RunDescription, runPath } from '@pomdp-gym/contracts';
import { makeFolder } from '@pomdp-gym/contracts/node';

/** The folder of a run below that of the tracker, which is made. */
export function runFolder(folder: string, run: RunDescription): string {
  const path = join(folder, ...runPath(run));
  makeFolder(path);
  return path;
}
