import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@pomdp-gym/contracts';
import { resolve as resolveModule } from 'import-meta-resolve';
import { describePath } from './describe-path.js';
import { type Entry, firstLine, type Registry } from '../registry.js';

/**
 * Loads a plugin that a person names: a file, a folder with a package.json, or an installed package.
 * @param from the folder that paths and packages are looked up from.
 */
export async function loadPlugin(registry: Registry, name: string, from: string): Promise<readonly Entry[]> {
  return registry.load(await importPlugin(locatePlugin(name, from), name), name);
}

/** The address of the module that a plugin's name stands for; refuses what is not there. */
export function locatePlugin(name: string, from: string): string {
  const path = resolve(from, name);
  if (existsSync(path)) return statSync(path).isDirectory() ? entryOf(path, name) : addressOf(path, name);
  if (/^[./\\]/.test(name)) throw new InputError(`The plugin ${name} is not there: nothing is at ${path}.`);
  try {
    return resolveModule(name, pathToFileURL(join(from, 'package.json')).href);
  } catch {
    throw new InputError(
      `The plugin ${name} is not there: it is neither a file or folder in ${from} nor a package installed there. ` +
        `Give its path (./${name}) or run npm install first.`,
    );
  }
}

/** What a plugin's entry may end in; Node.js says what it thinks of TypeScript. */
const MODULES = /\.[cm]?[jt]sx?$/i;

function addressOf(path: string, name: string): string {
  if (MODULES.test(path)) return pathToFileURL(path).href;
  throw new InputError(
    `A plugin is a JavaScript module (.js, .mjs). ${describePath(path)?.replaceAll(path, name)}`,
  );
}

/** A folder's own package.json says what it exports; a package may always import itself by name. */
function entryOf(folder: string, name: string): string {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) {
    throw new InputError(`The plugin ${name} is a folder without a package.json. Name the file inside it.`);
  }
  const { name: own, exports, main = 'index.js' } = readManifest(manifest, name);
  if (exports === undefined || own === undefined) return pathToFileURL(join(folder, main)).href;
  try {
    return resolveModule(own, pathToFileURL(manifest).href);
  } catch (error) {
    throw new InputError(
      `The plugin ${name} has a package.json whose exports lead nowhere: ${firstLine(error)}.`,
    );
  }
}

function readManifest(path: string, name: string): { name?: string; main?: string; exports?: unknown } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; main?: string; exports?: unknown };
  } catch (error) {
    throw new InputError(`The plugin ${name} has a package.json that cannot be read: ${firstLine(error)}.`);
  }
}

async function importPlugin(address: string, name: string): Promise<unknown> {
  try {
    const module = (await import(address)) as { default?: unknown };
    return module.default;
  } catch (error) {
    throw new InputError(
      `The plugin ${name} throws while loading (${firstLine(error)}). ${cureOf(error, name)}`,
      { cause: error },
    );
  }
}

function cureOf(error: unknown, name: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return 'Name its compiled JavaScript.';
  if (code === 'ERR_MODULE_NOT_FOUND') return 'Build it, and run npm install in its folder.';
  return `Run node on it alone to see where, and mend it; without --plugin ${name} the rest works.`;
}
