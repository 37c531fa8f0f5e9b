import type { Provenance, Study } from '@pomdp-gym/experiment';
import { Cells } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { distinctPlugins } from '../open-registry.js';
import { digestOf, programDigest } from './provenance.js';

/**
 * The cells of a study: its runs by all that they follow from.
 *
 * @param study with its options completed.
 * @param plugins those that are loaded besides the shipped ones, looked up from a folder.
 */
export function cellsOf(
  study: Study,
  registry: Registry,
  provenance: Provenance,
  plugins: readonly string[],
  from: string,
): Cells {
  const given = new Map(
    distinctPlugins(plugins, from).map((name, i) => [name, provenance.plugins[i]?.digest]),
  );
  return new Cells(study, {
    registry,
    program: programDigest(),
    pluginDigest: (source) => given.get(source) ?? digestOf(import.meta.resolve(source)),
    files: provenance.files,
  });
}
