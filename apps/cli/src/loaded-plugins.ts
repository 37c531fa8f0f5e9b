import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBelow, OwnFiles } from './own-files.js';

/** The folders of the plugins that this process loads besides those shipped. */
const folders = new Set<string>();

/**
 * Remembers where a plugin lies, by the address of its entry: the folder of its package.json, or of the file alone. A module of Node.js and a
 * `data:` address lie in no folder.
 */
export function rememberPlugin(address: string): void {
  if (new URL(address).protocol !== 'file:') return;
  const file = fileURLToPath(address);
  if (existsSync(file)) folders.add(packageOf(realpathSync(file)));
}

/** Whether this process loads any plugin besides those shipped, from a file. */
export function hasLoadedPlugins(): boolean {
  return folders.size > 0;
}

/**
 * Whether a file belongs to a plugin that this process loads besides those shipped. What a plugin depends on does not, nor does this project
 * where it lies below the folder of the plugin.
 */
export function isOfLoadedPlugin(file: string, own = new OwnFiles()): boolean {
  const isOwn = own.has(file);
  return [...folders].some(
    (folder) =>
      isBelow(folder, file) &&
      !/[\\/]node_modules[\\/]/.test(file.slice(folder.length)) &&
      (!isOwn || own.hasPackage(folder)),
  );
}

function packageOf(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) return dirname(file);
    folder = dirname(folder);
  }
  return folder;
}
