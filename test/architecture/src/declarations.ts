import { isBuiltin } from 'node:module';
import { packageName } from './import-table.js';
import type { Manifest, Member, Workspace } from './workspace.js';

/**
 * Imports that a package does not declare, and references that its tsconfig.json lacks. npm resolves both from the root
 * while the workspace is together, so nothing else would notice before the package is published.
 */
export function declarationViolations({ manifest, members }: Workspace): string[] {
  const folders = new Map(members.map((member) => [member.manifest.name, member.folder]));
  return members.flatMap((member) => [
    ...undeclaredImports(member, manifest, folders),
    ...missingReferences(member, folders),
  ]);
}

function undeclaredImports(
  { manifest, sources }: Member,
  root: Manifest,
  folders: ReadonlyMap<string, string>,
): string[] {
  const declared = new Set(Object.keys(manifest.dependencies ?? {}));
  const forTests = new Set([
    ...Object.keys(manifest.devDependencies ?? {}),
    ...Object.keys(root.devDependencies ?? {}).filter((name) => !folders.has(name)),
  ]);
  return sources.flatMap(({ path, isTest, imports }) =>
    imports.flatMap(({ specifier, line }) => {
      if (specifier.startsWith('.') || isBuiltin(specifier)) return [];
      const name = packageName(specifier);
      if (name === manifest.name || declared.has(name) || (isTest && forTests.has(name))) return [];
      return [`${path}:${line} imports ${name}, which ${manifest.name} does not declare.`];
    }),
  );
}

function missingReferences(
  { folder, manifest, references }: Member,
  folders: ReadonlyMap<string, string>,
): string[] {
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap((name) => {
    const target = folders.get(name);
    if (target === undefined || references.includes(target)) return [];
    return [`${folder}/tsconfig.json has no reference to ${target}, which its package.json declares.`];
  });
}
