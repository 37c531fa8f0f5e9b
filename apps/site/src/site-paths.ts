import { posix } from 'node:path';
import { kinds, type ShippedPlugin } from './shipped-plugins.js';
import { isFolder, isThere, namesIn, readText } from './repository.js';

/** The page of a plugin: `environments/tiger-v0`. */
export function pageOfPlugin({ kind, id }: Pick<ShippedPlugin, 'kind' | 'id'>): string {
  return `${kinds[kind].plural}/${id.toLowerCase()}`;
}

/** Files at the root of the repository that have a page. */
const documents: Readonly<Record<string, string>> = {
  'README.md': 'manual',
  'ARCHITECTURE.md': 'architecture',
  'CONTRIBUTING.md': 'contributing',
  'CHANGELOG.md': 'changelog',
};

/** The page of the studio: the file that its build writes, and where it lies in the site. It is one file that is no page of ours. */
export const studioFile = { built: 'apps/studio/site/index.html', inSite: 'studio/index.html' } as const;

/** The folders of the packages that are published. */
export function packageFolders(): string[] {
  return namesIn('packages')
    .map((name) => `packages/${name}`)
    .filter((folder) => isThere(`${folder}/README.md`) && manifestOf(folder).private !== true);
}

/** The name of the package in a folder. */
export function packageName(folder: string): string {
  return manifestOf(folder).name;
}

/** What the package in a folder says of itself. */
export function packageDescription(folder: string): string {
  return manifestOf(folder).description ?? '';
}

/** The folders of plugins, by the names of their packages. */
export function pluginFolders(): ReadonlyMap<string, string> {
  const folders = namesIn('plugins')
    .map((kind) => `plugins/${kind}`)
    .filter(isFolder)
    .flatMap((kind) => namesIn(kind).map((name) => `${kind}/${name}`))
    .filter((folder) => isThere(`${folder}/package.json`));
  return new Map(folders.map((folder) => [packageName(folder), folder]));
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly description?: string;
}

function manifestOf(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readText(`${folder}/package.json`)) as Manifest;
  return manifest;
}

/** The page of each file of the repository that has one; several plugins of one package share the page of the first. */
export function sitePaths(plugins: readonly ShippedPlugin[]): ReadonlyMap<string, string> {
  const folders = pluginFolders();
  const ofPlugins = [...plugins]
    .reverse()
    .map((plugin): [string, string] => [`${folders.get(plugin.source)}/README.md`, pageOfPlugin(plugin)]);
  return new Map([
    ...Object.entries(documents).filter(([file]) => isThere(file)),
    ...packageFolders().map((folder): [string, string] => [`${folder}/README.md`, folder]),
    ...ofPlugins,
    ...handWritten('docs').map((file): [string, string] => [file, file.slice('docs/'.length, -'.md'.length)]),
  ]);
}

/** Every Markdown file below a folder. */
function handWritten(folder: string): string[] {
  return namesIn(folder).flatMap((name) => {
    const path = posix.join(folder, name);
    if (isFolder(path)) return handWritten(path);
    return name.endsWith('.md') ? [path] : [];
  });
}
