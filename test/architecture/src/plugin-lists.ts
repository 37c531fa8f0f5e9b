import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageName } from './import-table.js';
import type { Manifest, Workspace } from './workspace.js';

interface Lockfile {
  readonly packages: Readonly<Record<string, Omit<Manifest, 'name'> | undefined>>;
}

/** The app that ships plugins. */
const APP = 'apps/cli';

/**
 * Lists that disagree: the folders of packages and the references of the root, the plugins that the app declares and those
 * that its files import, what packages declare and what the lockfile says they do.
 */
export function listViolations(workspace: Workspace): string[] {
  return [...unreferred(workspace), ...unshipped(workspace), ...unlocked(workspace)];
}

function unreferred({ root, members }: Workspace): string[] {
  const { references = [] } = readJson<{ readonly references?: readonly { readonly path: string }[] }>(
    join(root, 'tsconfig.json'),
  );
  const paths = new Set(references.map(({ path }) => path));
  const folders = new Set(members.map(({ folder }) => folder));
  return [
    ...[...folders]
      .filter((folder) => !paths.has(folder))
      .map((folder) => `tsconfig.json has no reference to ${folder}.`),
    ...[...paths]
      .filter((path) => !folders.has(path))
      .map((path) => `tsconfig.json refers to ${path}, which is no package.`),
  ];
}

/** Plugins of this workspace that the app does not ship, and those that it declares and does not name, or the other way round. */
function unshipped({ members }: Workspace): string[] {
  const app = members.find(({ folder }) => folder === APP);
  if (!app) return [];
  const declared = new Set(Object.keys(app.manifest.dependencies ?? {}));
  const named = new Set(
    app.sources
      .filter(({ isTest }) => !isTest)
      .flatMap(({ imports }) => imports.map(({ specifier }) => packageName(specifier))),
  );
  return members
    .filter(({ folder }) => folder.startsWith('plugins/'))
    .flatMap(({ folder, manifest: { name } }) => [
      ...(declared.has(name)
        ? []
        : [`${APP}/package.json does not declare ${name}, the plugin in ${folder}.`]),
      ...(named.has(name) ? [] : [`No file of ${APP} names ${name}: npm run ship-plugins writes the list.`]),
    ]);
}

function unlocked({ root, members }: Workspace): string[] {
  const path = join(root, 'package-lock.json');
  if (!existsSync(path)) return [];
  const { packages } = readJson<Lockfile>(path);
  return members.flatMap(({ folder, manifest }) => {
    if (!packages[`node_modules/${manifest.name}`])
      return [`package-lock.json has no link to ${manifest.name}.`];
    return sameDependencies(manifest, packages[folder])
      ? []
      : [`package-lock.json has other dependencies for ${folder} than its package.json.`];
  });
}

function sameDependencies(manifest: Manifest, locked: Omit<Manifest, 'name'> | undefined): boolean {
  const text = ({ dependencies = {}, devDependencies = {} }: Omit<Manifest, 'name'>) =>
    JSON.stringify([Object.entries(dependencies).sort(), Object.entries(devDependencies).sort()]);
  return locked !== undefined && text(manifest) === text(locked);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
