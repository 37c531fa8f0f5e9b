import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** The part of a package.json that the rules read. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One import of a source file: static or dynamic, of a value or a type. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export interface SourceFile {
  /** Relative to the root of the workspace, with forward slashes. */
  readonly path: string;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

/** A package of the workspace, wherever it stands. */
export interface Member {
  /** Relative to the root: `packages/exact`, `plugins/solvers/sarsop`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Folders its tsconfig.json refers to, relative to the root. */
  readonly references: readonly string[];
  /** Names of the files and folders directly in it. */
  readonly entries: readonly string[];
  readonly sources: readonly SourceFile[];
}

export interface Workspace {
  readonly root: string;
  readonly manifest: Manifest;
  readonly members: readonly Member[];
}

/** Folders that hold packages, and how deep below them they stand. */
const shelves: readonly (readonly [folder: string, depth: number])[] = [
  ['packages', 1],
  ['plugins', 2],
  ['apps', 1],
  ['test', 1],
];

const notSource = new Set(['node_modules', 'dist']);

/** Reads every package.json, tsconfig.json and import below a root. */
export function readWorkspace(root: string): Workspace {
  const members = shelves.flatMap(([shelf, depth]) => foldersBelow(root, shelf, depth));
  return {
    root,
    manifest: readJson<Manifest>(join(root, 'package.json')),
    members: members.map((folder) => readMember(root, folder)),
  };
}

function foldersBelow(root: string, folder: string, depth: number): string[] {
  if (depth === 0) return names(join(root, folder)).includes('package.json') ? [folder] : [];
  return names(join(root, folder)).flatMap((name) => foldersBelow(root, `${folder}/${name}`, depth - 1));
}

/** The entries of a folder; empty if there is no such folder. */
function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readMember(root: string, folder: string): Member {
  const { references = [] } = readJson<{ references?: { path: string }[] }>(
    join(root, folder, 'tsconfig.json'),
  );
  return {
    folder,
    manifest: readJson<Manifest>(join(root, folder, 'package.json')),
    references: references.map(({ path }) => slashed(relative(root, join(root, folder, path)))),
    entries: names(join(root, folder)),
    sources: [...sourcesBelow(root, folder)],
  };
}

function* sourcesBelow(root: string, folder: string): Generator<SourceFile, void, undefined> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !notSource.has(entry.name)) yield* sourcesBelow(root, path);
    else if (/(?<!\.d)\.[cm]?tsx?$/.test(entry.name)) yield readSource(root, path);
  }
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
  return { path, isTest: countsAsTest(path), imports };
}

/** Templates of new plugins are compiled and tried here as tests are; what is published has them as text. */
function countsAsTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.|^packages\/[^/]+\/src\/templates\//.test(path);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
