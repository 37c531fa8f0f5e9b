import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { exportedNames } from './exported-names.js';
import { fileCircles } from './file-circles.js';
import { functionLengths } from './function-lengths.js';
import { specCasts } from './spec-casts.js';
import { type Member, readWorkspace } from './workspace.js';

// Prints the figures of the house. With `--names` also each exported name that nobody imports.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const workspace = readWorkspace(root);
const parsed = new Map<string, ts.SourceFile>();

function parse(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known) return known;
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(path, source);
  return source;
}

/** Lines of the files of these packages, tests and test support left out, and the lengths of their functions. */
function sizeOf(members: readonly Member[]): { readonly lines: number; readonly lengths: readonly number[] } {
  const sources = members.flatMap(({ sources }) => sources).filter(({ isTest }) => !isTest);
  const trees = sources.map(({ path }) => parse(path));
  return {
    lines: trees.reduce((sum, { text }) => sum + text.trimEnd().split('\n').length, 0),
    lengths: trees.flatMap((tree) => functionLengths(tree).map(({ lines }) => lines)).sort((a, b) => a - b),
  };
}

/** The smallest length that at least `share` of the sorted lengths do not exceed; 0 if there is none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function row(name: string, members: readonly Member[]): string {
  const { lines, lengths } = sizeOf(members);
  const cells = [lines, lengths.length, quantile(lengths, 0.5), quantile(lengths, 0.9), quantile(lengths, 1)];
  return name.padEnd(36) + cells.map((cell) => String(cell).padStart(10)).join('');
}

const { members } = workspace;
const built = members.filter(({ folder }) => !folder.startsWith('test/'));
const circles = members.flatMap(fileCircles);
const casts = members
  .flatMap(({ sources }) => sources)
  .flatMap(({ path }) => specCasts(parse(path)).map((line) => `${path}:${line}`));
const { exported, unimported, importedByTestsOnly } = exportedNames(workspace, parse);

console.log(
  'Lines and functions, without tests and test support. A function is as long as the lines between its braces.',
);
console.log(
  ''.padEnd(36) +
    ['lines', 'functions', 'median', '90 %', 'longest'].map((title) => title.padStart(10)).join(''),
);
for (const member of built) console.log(row(member.folder, [member]));
console.log(row('all', built));
console.log(`\nCircles of files: ${circles.length}`);
for (const circle of circles) console.log(`  ${circle.join(', ')}`);
console.log(`\nCasts of specs, tests included: ${casts.length}`);
for (const cast of casts) console.log(`  ${cast}`);
console.log(`\nExported names: ${exported.length}`);
console.log(`  imported by no file: ${unimported.length}`);
console.log(`  imported by tests only: ${importedByTestsOnly.length}`);
if (process.argv.includes('--names')) {
  for (const { path, name } of unimported) console.log(`  no file      ${path} ${name}`);
  for (const { path, name } of importedByTestsOnly) console.log(`  tests only   ${path} ${name}`);
}
