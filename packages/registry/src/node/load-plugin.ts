import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { resolve as resolveModule } from 'import-meta-resolve';
import { describePath } from './describe-path.js';
import { type Entry, firstLine, type Registry } from '../registry.js';
import { isModule } from '../spec-problems.js';

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
    const module = (await import(address)) as ImportedModule;
    if (!isModule(module.default) && isCommonJs(module, address)) throw commonJs(name);
    return module.default;
  } catch (error) {
    if (isInputError(error)) throw error;
    throw new InputError(importProblem(error, address, name), { cause: error });
  }
}

type ImportedModule = Readonly<Record<string, unknown>>;

/** Of a CommonJS module, Node.js makes the default export of all that it exports, and the other exports of its parts. */
function isCommonJs(module: ImportedModule, address: string): boolean {
  const whole = module['default'];
  if (typeof whole !== 'object' || whole === null) return false;
  const names = Object.keys(module).filter((key) => key !== 'default' && key !== 'module.exports');
  const isPart = (key: string) => key in whole && Reflect.get(whole, key) === module[key];
  return address.endsWith('.cjs') || '__esModule' in whole || (names.length > 0 && names.every(isPart));
}

function commonJs(name: string): InputError {
  return new InputError(
    `The plugin ${name} is a CommonJS module. Write it as an ES module: "type": "module" in its package.json, import, and ` +
      `export default.`,
  );
}

/** Why a plugin does not load, and what to do about it. */
function importProblem(error: unknown, address: string, name: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /\.[cm]?tsx?$/.test(address))
    return `The plugin ${name} is TypeScript, which this Node.js does not load. Compile it (npx tsc), and name the JavaScript.`;
  if (code === 'ERR_MODULE_NOT_FOUND') return missingModule(firstLine(error), address, name);
  if (isCommonJsScope(error)) return commonJs(name).message;
  return (
    `The plugin ${name} throws while loading (${firstLine(error)}). Run node on it alone to see where; without ` +
    `--plugin ${name} the rest works.`
  );
}

function isCommonJsScope(error: unknown): boolean {
  return error instanceof ReferenceError && /in ES module scope/.test(error.message);
}

function missingModule(message: string, address: string, name: string): string {
  const [, missing = 'a module', importer = ''] =
    /Cannot find (?:package|module) '(.*?)' imported from (.*)$/.exec(message) ?? [];
  if (address.startsWith('file:') && missing === fileURLToPath(address))
    return `The plugin ${name} has ${missing} for its entry, which is not there. Build it first.`;
  if (/^[./\\]|^[A-Za-z]:/.test(missing))
    return `The plugin ${name} imports ${missing} (in ${importer}), which is not there. Build it first.`;
  return `The plugin ${name} imports ${missing}, which is not installed. Run npm install ${missing} in its folder.`;
}
