import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const bundle = fileURLToPath(new URL('../bundle', import.meta.url));

/**
 * Whether there is a bundle, and it is of what is compiled and installed now: each time in builds.json is that of the file. An installed
 * package has no build stamps at all, and runs its bundle.
 */
export function bundleFits(): boolean {
  const builds = join(bundle, 'builds.json');
  if (!existsSync(builds)) return false;
  const written = JSON.parse(readFileSync(builds, 'utf8')) as Readonly<Record<string, number>>;
  const times = Object.entries(written).map(([path, then]) => ({
    isStamp: path.endsWith('.tsbuildinfo'),
    then,
    now: statSync(join(bundle, path), { throwIfNoEntry: false })?.mtimeMs,
  }));
  const stamps = times.filter(({ isStamp }) => isStamp);
  const isInstalled = stamps.length > 0 && stamps.every(({ now }) => now === undefined);
  return isInstalled || (stamps.length > 0 && times.every(({ then, now }) => now === then));
}
