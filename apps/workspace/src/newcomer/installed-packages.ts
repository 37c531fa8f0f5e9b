import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package.json. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** The part of package-lock.json that says what is installed where. */
interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly link?: true; readonly resolved?: string }>>;
}

/** A package in some node_modules of the workspace. */
export interface InstalledPackage {
  readonly folder: string;
  readonly manifest: PackageManifest;
}

export function readLockfile(root: string): Lockfile {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
}

export function readManifest(folder: string): PackageManifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;
}

/** Every package that is installed from a registry; those of other platforms are not there. */
export function installedPackages(root: string): readonly InstalledPackage[] {
  return Object.entries(readLockfile(root).packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path]) => join(root, path))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
}
