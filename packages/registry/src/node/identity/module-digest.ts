import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentDigest } from './content-digest.js';
import { moduleGraph } from './module-graph.js';
import { Packages } from './package-of.js';

/**
 * A digest of every file that modules load: another one where any of them changes, the same wherever the packages are
 * installed. An installed package of others stands for itself by its version and the file that is imported. Files that a
 * module finds by another way than a literal are not covered.
 *
 * @param entries the addresses of the modules.
 */
export function moduleDigest(...entries: readonly string[]): string {
  const paths = entries.map((entry) => realpathSync(fileURLToPath(entry)));
  const packages = new Packages(dirname(paths[0] ?? '.'));
  const parts = [...moduleGraph(paths, packages)].map(
    ([path, content]) => `${packages.nameOf(path)} ${contentDigest(content)}`,
  );
  return contentDigest([...new Set(parts)].sort().join('\n'));
}
