import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError, unreadable } from '@pomdp-gym/contracts';
import { z } from 'zod';

/** The part of a package.json that names plugins. */
const manifestSchema = z.object({
  'pomdp-gym': z.object({ plugins: z.array(z.string().min(1)).optional() }).optional(),
});

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
  const { data, success } = manifestSchema.safeParse(read(file));
  if (success) return data['pomdp-gym']?.plugins ?? [];
  throw new InputError(
    `${file} names plugins in another way than "pomdp-gym": { "plugins": ["./my-plugin", "installed-package"] }.`,
  );
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
