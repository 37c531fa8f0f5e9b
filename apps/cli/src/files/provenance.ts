import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MODEL_FILE, type Provenance, type Study } from '@pomdp-gym/experiment';
import { version } from '../version.js';
import { locatePlugin } from '@pomdp-gym/registry/node';

/**
 * What the results of a study come from, besides the study: versions, and digests of the plugins and model files that it
 * names. Results go on only where all of it is the same.
 */
export function provenanceOf(study: Study, plugins: readonly string[], from: string): Provenance {
  const models = study.environments.flatMap(({ id, options }) =>
    id === MODEL_FILE && typeof options['path'] === 'string' ? [options['path']] : [],
  );
  return {
    versions: {
      ...pluginVersions(plugins, from),
      ...Object.fromEntries(models.map((path) => [path, digest(path)])),
    },
    plugins,
  };
}

/** The versions of this program and of Node.js, and digests of plugins. */
export function pluginVersions(plugins: readonly string[], from: string): Readonly<Record<string, string>> {
  return {
    'pomdp-gym': version(),
    node: process.versions.node,
    ...Object.fromEntries(plugins.map((name) => [name, digest(fileURLToPath(locatePlugin(name, from)))])),
  };
}

function digest(path: string): string {
  return `sha256 ${createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)}`;
}
