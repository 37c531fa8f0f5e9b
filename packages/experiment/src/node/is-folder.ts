import { statsAt } from '@pomdp-gym/contracts/node';

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() === true;
}
