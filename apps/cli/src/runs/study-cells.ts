import type { Provenance, Study } from '@pomdp-gym/experiment';
import type { Cells } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { cellsOf } from '../files/cells-of.js';
import { provenanceOf } from '../files/provenance.js';
import { distinctPlugins } from '../open-registry.js';
import type { WorkerPlugins } from '../worker.js';

/**
 * The cells that the runs of a study have today, and what makes them: the program, the plugins and the files that there are now.
 *
 * @param study with its options completed.
 */
export function studyCells(
  study: Study,
  registry: Registry,
  { plugins, from }: WorkerPlugins,
): { readonly cells: Cells; readonly provenance: Provenance } {
  const provenance = provenanceOf(study, distinctPlugins(plugins, from), from);
  return { provenance, cells: cellsOf(study, registry, provenance, plugins, from) };
}
