import { isAbsolute, join, relative } from 'node:path';

/**
 * The folders of the workspace that have modules in a bundle, each once.
 *
 * @param modules paths of modules, relative to `from`.
 * @returns folders relative to the root, such as `packages/exact`.
 */
export function memberFolders(root: string, modules: readonly string[], from: string): readonly string[] {
  const folders = modules.map((path) => relative(root, isAbsolute(path) ? path : join(from, path)));
  const members = folders.flatMap(
    (path) => /^((?:packages|apps|plugins\/[^/]+)\/[^/]+)\/dist\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(members)].sort();
}
