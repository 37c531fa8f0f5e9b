import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspace } from './command.test.support.js';

/** A package as `npm pack` packed it. */
export interface PackedPackage {
  readonly name: string;
  /** Of the tarball, inside the folder it was packed to. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** A new folder outside the workspace. */
export function makeFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-outside-')));
}

/** Packs packages of the workspace as they would be published. */
export function pack(names: readonly string[], destination: string): PackedPackage[] {
  const flags = names.flatMap((name) => ['-w', name]);
  const args = ['pack', '--json', '--pack-destination', destination, ...flags];
  const answer = execFileSync('npm', args, {
    cwd: workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.values(JSON.parse(answer) as Record<string, PackedPackage>);
}

/**
 * Installs packed packages into the node_modules of a folder, and copies of everything they depend on beside them: what
 * `npm install` of the tarballs would leave, without the registry. Nothing there leads back into the workspace.
 */
export function install(
  packed: readonly PackedPackage[],
  tarballs: string,
  folder: string,
  also: readonly string[],
): void {
  const ours = new Set(packed.map(({ name }) => name));
  const needed = [...also];
  for (const { name, filename } of packed) {
    const home = join(folder, 'node_modules', name);
    mkdirSync(home, { recursive: true });
    execFileSync('tar', ['-xzf', join(tarballs, filename), '-C', home, '--strip-components=1']);
    needed.push(...dependenciesOf(home).filter((dependency) => !ours.has(dependency)));
  }
  for (const name of needed) copyWithDependencies(name, workspace, folder);
}

/** Copies a package that `from` would find, and what it depends on, to the top of a folder's node_modules. */
function copyWithDependencies(name: string, from: string, folder: string): void {
  const home = join(folder, 'node_modules', name);
  if (existsSync(home)) return;
  const source = find(name, from);
  cpSync(source, home, { recursive: true, dereference: true });
  for (const dependency of dependenciesOf(source)) copyWithDependencies(dependency, source, folder);
}

function find(name: string, from: string): string {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error(`${name} is not installed.`);
  return find(name, dirname(from));
}

function dependenciesOf(home: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}
