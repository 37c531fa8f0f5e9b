import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLockfile, readManifest } from './installed-packages.js';
import { NpmProcess } from './npm-process.js';

/** A package of this workspace as `npm pack` packs it for the registry. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** Path of the tarball. */
  readonly tarball: string;
  /** Base64, as package-lock.json has it. */
  readonly integrity: string;
  /** Paths in the package. */
  readonly files: readonly string[];
}

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Packs every package of the workspace that is not private.
 *
 * @param root of the workspace, which is built.
 * @param destination where tarballs go.
 */
export async function packWorkspace(root: string, destination: string): Promise<readonly PackedPackage[]> {
  mkdirSync(destination, { recursive: true });
  const npm = new NpmProcess(join(destination, 'npm'));
  const workspaces = publishedNames(root).flatMap((name) => ['-w', name]);
  const { code, out, err } = await npm.run(
    root,
    'pack',
    '--json',
    '--pack-destination',
    destination,
    ...workspaces,
  );
  if (code !== 0) throw new Error(`npm pack ends with ${code}: ${err}`);
  return Object.values(JSON.parse(out) as Record<string, Listed>).map(
    ({ name, version, filename, integrity, files }) => ({
      name,
      version,
      tarball: join(destination, filename),
      integrity,
      files: files.map(({ path }) => path),
    }),
  );
}

/** The names of the packages of the workspace that are published: those that are not private. */
function publishedNames(root: string): readonly string[] {
  return Object.values(readLockfile(root).packages)
    .filter(({ link }) => link)
    .map(({ resolved }) => readManifest(join(root, resolved!)))
    .filter((manifest) => manifest['private'] !== true)
    .map(({ name }) => name);
}
