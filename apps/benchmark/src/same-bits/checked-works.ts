import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('../../../cli/', import.meta.url));
const PATHS = fileURLToPath(new URL('print-paths.js', import.meta.url));

/** Something that every version of Node.js must do alike. */
export interface CheckedWork {
  readonly name: string;
  /** Does it with a binary of Node.js, and returns digests by name. */
  digests(node: string, folder: string): ReadonlyMap<string, string>;
}

/** Sampled paths, and the runs of two studies: without memory, and with controllers. */
export const CHECKED_WORKS: readonly CheckedWork[] = [
  { name: 'sampled paths', digests: (node) => pathDigests(node) },
  { name: 'built-in study', digests: (node, folder) => studyDigests(node, folder, []) },
  {
    name: 'study of controllers',
    digests: (node, folder) => studyDigests(node, folder, [join(APP, 'studies', 'tiger-with-memory.yaml')]),
  },
];

function pathDigests(node: string): ReadonlyMap<string, string> {
  const lines = execFileSync(node, [PATHS], { encoding: 'utf8' }).trimEnd().split('\n');
  return new Map(lines.map((line): [string, string] => [line.slice(0, -65), line.slice(-64)]));
}

/** Runs a study with two seeds in a fresh folder: a digest of each run, and of the identities of its cells. */
function studyDigests(node: string, folder: string, study: readonly string[]): ReadonlyMap<string, string> {
  const words = ['compare', ...study, '--seeds', '2', '--bracket', '0', '--workers', '1', '--out', folder];
  execFileSync(node, [join(APP, 'dist/main.js'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  const runs = readFileSync(join(folder, 'runs.jsonl'), 'utf8').trimEnd().split('\n');
  const cells = readFileSync(join(folder, 'cells.json'), 'utf8');
  return new Map([...runs.map(runDigest), ['cells', digestOf(cells)]]);
}

/** What names the version of Node.js in a line of results, and the digest of the line. */
const VERSIONED = ['versions', 'check'];

/** A run by its name, without what names the version of Node.js. */
function runDigest(line: string): [string, string] {
  const run = JSON.parse(line) as Record<string, unknown>;
  const kept = Object.entries(run).filter(([name]) => !VERSIONED.includes(name));
  const name = [run['environment'], run['agent'], run['seed']].join(', ');
  return [name, digestOf(JSON.stringify(kept))];
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
