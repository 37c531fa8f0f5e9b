#!/usr/bin/env node
// Stands in the source tree so that npm can link it before anything is built.
import { existsSync, readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

const bundle = join(import.meta.dirname, '../bundle');

/** When a file was written, in ms; undefined where it is not there. */
const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

/**
 * Whether there is a bundle, and it is of what is compiled and installed now: each time in builds.json is that of the file. An installed
 * package has no build stamps at all, and runs its bundle.
 */
function isBundled() {
  const builds = join(bundle, 'builds.json');
  if (!existsSync(builds)) return false;
  const times = Object.entries(JSON.parse(readFileSync(builds, 'utf8'))).map(([path, time]) => ({
    isStamp: path.endsWith('.tsbuildinfo'),
    then: time,
    now: writtenAt(join(bundle, path)),
  }));
  const stamps = times.filter(({ isStamp }) => isStamp);
  const isInstalled = stamps.length > 0 && stamps.every(({ now }) => now === undefined);
  return isInstalled || (stamps.length > 0 && times.every(({ then, now }) => now === then));
}

// From Node.js 22.1 on, what V8 compiled is kept for the next command.
module.enableCompileCache?.();
await import(isBundled() ? '../bundle/main.js' : '../dist/main.js');
