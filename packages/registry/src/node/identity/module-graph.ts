import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve as resolveModule } from 'import-meta-resolve';
import { importsOf } from './imports-of.js';
import type { Packages } from './package-of.js';

/**
 * The files that modules load, and their contents: the modules, all that they import by a literal specifier, directly or not,
 * and the files that a module names beside itself (`new URL('model.POMDP', import.meta.url)`). What Node has built in is left
 * out. Of an installed package of others only the file that is imported counts, and nothing behind it.
 *
 * @param entries absolute paths without symbolic links.
 */
export function moduleGraph(entries: readonly string[], packages: Packages): ReadonlyMap<string, Buffer> {
  const own = new Set(entries.map((path) => packages.of(path).root));
  const files = new Map<string, Buffer>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const content = contentOf(path);
    if (!content) continue;
    files.set(path, content);
    if (isFollowed(path, packages, own)) waiting.push(...neighbours(path, content));
  }
  return files;
}

/** Packages whose modules count by content wherever they are installed. */
const PROJECT = /^(pomdp-gym$|@pomdp-gym\/)/;

function isFollowed(path: string, packages: Packages, own: ReadonlySet<string>): boolean {
  if (!/\.[cm]?js$/.test(path)) return false;
  if (!path.includes(`${sep}node_modules${sep}`)) return true;
  const { name, root } = packages.of(path);
  return own.has(root) || PROJECT.test(name);
}

/** Undefined where the file has gone since it was found. */
function contentOf(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Neighbours of modules that were read before in this process, with the text that names them. */
const read = new Map<string, { readonly content: Buffer; readonly paths: readonly string[] }>();

function neighbours(path: string, content: Buffer): readonly string[] {
  const known = read.get(path);
  if (known?.content.equals(content)) return known.paths;
  const { modules, files } = importsOf(content.toString('utf8'));
  const found = [
    ...modules.filter((specifier) => !isBuiltin(specifier)).map((specifier) => pathOf(specifier, path)),
    ...files.map((file) => existingFile(new URL(file, pathToFileURL(path)).href)),
  ];
  const paths = found.filter((each) => each !== undefined);
  // What is not there may come later.
  if (paths.length === found.length) read.set(path, { content, paths });
  return paths;
}

/** Files that were found before in this process, by the folder of the module that imports them. */
const resolved = new Map<string, string>();

function pathOf(specifier: string, importer: string): string | undefined {
  const key = `${dirname(importer)}\n${specifier}`;
  const path = resolved.get(key) ?? find(specifier, importer);
  if (path !== undefined) resolved.set(key, path);
  return path;
}

function find(specifier: string, importer: string): string | undefined {
  const beside = /^\.\.?\//.test(specifier)
    ? existingFile(new URL(specifier, pathToFileURL(importer)).href)
    : undefined;
  if (beside !== undefined) return beside;
  const address = addressOf(specifier, importer);
  return address === undefined ? undefined : existingFile(address);
}

/** As `import` finds it, else as `require` does; what neither finds is not loaded either. */
function addressOf(specifier: string, importer: string): string | undefined {
  try {
    const address = resolveModule(specifier, pathToFileURL(importer).href);
    if (existingFile(address) !== undefined) return address;
  } catch {
    // `require` may still find it.
  }
  try {
    return pathToFileURL(createRequire(importer).resolve(specifier)).href;
  } catch {
    return undefined;
  }
}

function existingFile(address: string): string | undefined {
  if (!address.startsWith('file:')) return undefined;
  const path = fileURLToPath(address);
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? realpathSync.native(path) : undefined;
}
