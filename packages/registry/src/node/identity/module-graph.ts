import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { sep } from 'node:path';
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
    const content = readFileSync(path);
    files.set(path, content);
    if (isFollowed(path, packages, own)) waiting.push(...neighbours(path, content.toString('utf8')));
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

function neighbours(path: string, text: string): string[] {
  const { modules, files } = importsOf(text);
  const addresses = [
    ...modules.flatMap((specifier) => (isBuiltin(specifier) ? [] : (addressOf(specifier, path) ?? []))),
    ...files.map((file) => new URL(file, pathToFileURL(path)).href),
  ];
  return addresses.flatMap((address) => existingFile(address) ?? []);
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
  return existsSync(path) && statSync(path).isFile() ? realpathSync(path) : undefined;
}
