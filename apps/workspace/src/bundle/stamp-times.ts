import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The time a file was written, in ms; undefined where it is not there. */
export function writtenAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** When each package of the workspace was compiled, in ms, by its folder relative to the root; those that never were are left out. */
export function stampTimes(root: string): ReadonlyMap<string, number> {
  const kinds = foldersIn(root, 'plugins');
  const folders = ['packages', 'apps', ...kinds].flatMap((parent) => foldersIn(root, parent));
  return new Map(
    folders.flatMap((folder): [string, number][] => {
      const time = writtenAt(join(root, stampOf(folder)));
      return time === undefined ? [] : [[folder, time]];
    }),
  );
}

/** The build stamp of a package, which tsc writes. */
export function stampOf(folder: string): string {
  return `${folder}/tsconfig.tsbuildinfo`;
}

function foldersIn(root: string, parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${parent}/${name}`);
}
