import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from './formatted.js';
import type { NewFile } from './plugin-files.js';
import type { PluginName } from './plugin-name.js';

interface Configuration {
  readonly references: readonly { readonly path: string }[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, object>>;
}

/** The files that list plugins, with this one in them: both tsconfig.json, the package.json of the app, the lockfile. */
export async function listedPlugin(
  root: string,
  { folder, packageName }: PluginName,
  manifestText: string,
): Promise<readonly NewFile[]> {
  const manifest = JSON.parse(manifestText) as Manifest;
  const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
  const app = read<Manifest>('apps/cli/package.json');
  const files = {
    'tsconfig.json': referring(read<Configuration>('tsconfig.json'), folder),
    'apps/cli/tsconfig.json': referring(read<Configuration>('apps/cli/tsconfig.json'), `../../${folder}`),
    'apps/cli/package.json': depending(app, packageName, manifest.version),
  };
  const texts = Object.entries(files).map(async ([path, value]) => ({
    path,
    text: await formatted(JSON.stringify(value, null, 2), path),
  }));
  const locked = lockedIn(read<Lockfile>('package-lock.json'), folder, manifest);
  return [
    ...(await Promise.all(texts)),
    { path: 'package-lock.json', text: `${JSON.stringify(locked, null, 2)}\n` },
  ];
}

/** Behind the last plugin, so that what depends on plugins follows. */
function referring(configuration: Configuration, path: string): Configuration {
  const { references } = configuration;
  const last = references.findLastIndex((reference) => reference.path.includes('plugins/'));
  return { ...configuration, references: references.toSpliced(last + 1, 0, { path }) };
}

function depending(manifest: Manifest, name: string, version: string): Manifest {
  const dependencies = Object.entries({ ...manifest.dependencies, [name]: version });
  return { ...manifest, dependencies: Object.fromEntries(dependencies.sort(byName)) };
}

/** As `npm install` locks a package of the workspace: its folder, the link to it, and what the app depends on. */
function lockedIn(lockfile: Lockfile, folder: string, manifest: Manifest): Lockfile {
  const { name, version, license, dependencies, devDependencies, engines } = manifest;
  const app = lockfile.packages['apps/cli'] as Manifest;
  const packages = {
    ...lockfile.packages,
    'apps/cli': depending(app, name, version),
    [`node_modules/${name}`]: { resolved: folder, link: true },
    [folder]: { name, version, license, dependencies, ...(devDependencies && { devDependencies }), engines },
  };
  return { ...lockfile, packages: Object.fromEntries(Object.entries(packages).sort(byName)) };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a.localeCompare(b, 'en');
}
