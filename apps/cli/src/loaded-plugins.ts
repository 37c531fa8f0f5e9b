import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Whether a file belongs to a plugin that this process loads besides those shipped; what a plugin depends on does not. */
export function isOfLoadedPlugin(file: string): boolean {
  return [...folders].some((folder) => {
    const path = file.startsWith(join(folder, sep)) ? file.slice(folder.length) : undefined;
    return path !== undefined && !OTHERS.test(path);
  });
}

/** Below the folder of a plugin: what it depends on, and what this project is built to where the plugin lies in its workspace. */
const OTHERS =
  /[\\/]node_modules[\\/]|^[\\/]?(packages|plugins[\\/][^\\/]+|apps)[\\/][^\\/]+[\\/](dist|bundle|bin)[\\/]/;

function packageOf(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) return dirname(file);
    folder = dirname(folder);
  }
  return folder;
}
