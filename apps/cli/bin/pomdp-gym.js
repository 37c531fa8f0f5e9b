#!/usr/bin/env node
// Stands in the source tree so that npm can link it before anything is built.
import { readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

const bundle = join(import.meta.dirname, '../bundle');

/** When a file was written, in ms; undefined where it is not there. */
const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

/** Whether there is a bundle, and no package inside it was compiled after it. An installed package has no build stamps. */
function isBundled() {
  const builds = join(bundle, 'builds.json');
  const bundled = writtenAt(builds);
  if (bundled === undefined) return false;
  const stamps = JSON.parse(readFileSync(builds, 'utf8'));
  return stamps.every((stamp) => (writtenAt(join(bundle, stamp)) ?? 0) <= bundled);
}

// From Node.js 22.1 on, what V8 compiled is kept for the next command.
module.enableCompileCache?.();
await import(isBundled() ? '../bundle/main.js' : '../dist/main.js');
