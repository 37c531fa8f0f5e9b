import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { listedPlugin } from './listed-plugin.js';
import { type NewFile, pluginFiles } from './plugin-files.js';
import { type PluginName, pluginName } from './plugin-name.js';

/**
 * Writes a plugin of this kind into the workspace, and names it in every file that lists plugins but the one of the app that is
 * written from the built plugins (see `shippedPluginsText`).
 * @returns the paths written, relative to the root.
 */
export async function newPlugin(root: string, kind?: string, name?: string): Promise<readonly string[]> {
  const plugin = pluginName(kind, name);
  if (existsSync(join(root, plugin.folder)))
    throw new InputError(`${plugin.folder} is there already. Give the new plugin another name.`);
  const own = await pluginFiles(root, plugin);
  const manifest = own.find(({ path }) => path.endsWith('/package.json'))!;
  const files = [...own, ...(await listedPlugin(root, plugin, manifest.text))];
  for (const file of files) write(root, file);
  link(root, plugin);
  return files.map(({ path }) => path);
}

function write(root: string, { path, text }: NewFile): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Links the package as `npm install` does, so that it can be built at once. */
function link(root: string, { folder, packageName }: PluginName): void {
  const path = join(root, 'node_modules', packageName);
  if (lstatSync(path, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(relative(dirname(path), join(root, folder)), path, 'junction');
}
