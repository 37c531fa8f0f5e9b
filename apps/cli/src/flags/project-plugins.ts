import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError, unreadable } from '@pomdp-gym/contracts';

/**
 * The plugins that the project around a folder names in its package.json, under `"pomdp-gym": { "plugins": […] }`: packages that
 * are installed there, and paths relative to it. The nearest package.json at or above the folder counts.
 *
 * @returns names as `--plugin` takes them in that folder.
 * @throws InputError where that package.json cannot be read, or where the field is no list of names.
 */
export function projectPlugins(folder: string): readonly string[] {
  const file = manifestAbove(folder);
  if (file === undefined) return [];
  return pluginsIn(file).map((name) =>
    /^\.{1,2}([/\\]|$)/.test(name) ? pathFrom(folder, file, name) : name,
  );
}

function manifestAbove(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : manifestAbove(dirname(folder));
}

function pluginsIn(file: string): readonly string[] {
  const manifest = read(file);
  const field = isObject(manifest) ? valueOf(manifest, 'pomdp-gym', {}) : undefined;
  const names = isObject(field) ? valueOf(field, 'plugins', []) : undefined;
  if (areNames(names)) return names;
  throw new InputError(
    `${file} names plugins in another way than "pomdp-gym": { "plugins": ["./my-plugin", "installed-package"] }.`,
  );
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(fields: object, name: string, missing: object): unknown {
  return Object.hasOwn(fields, name) ? Reflect.get(fields, name) : missing;
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw unreadable('manifest', file, error);
  }
}

/** A path of the manifest as seen from a folder; it begins with a dot, as paths to plugins do. */
function pathFrom(folder: string, file: string, name: string): string {
  const path = relative(folder, resolve(dirname(file), name));
  return /^\.\./.test(path) ? path : join('.', path) === '.' ? '.' : `./${path}`;
}
