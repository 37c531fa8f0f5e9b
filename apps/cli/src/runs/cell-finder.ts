import { completeStudy, type RunDescription, type Study } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { cellsOf } from '../files/cells-of.js';
import { provenanceOf } from '../files/provenance.js';
import { distinctPlugins } from '../open-registry.js';
import type { WorkerPlugins } from '../worker.js';

/** Finds the cell that a run of a study has today: with the program, the plugins and the files that there are now. */
export function cellFinder(
  study: Study,
  registry: Registry,
  { plugins, from }: WorkerPlugins,
): (run: RunDescription) => string {
  const complete = completeStudy(study, registry);
  const provenance = provenanceOf(complete, distinctPlugins(plugins, from), from);
  const cells = cellsOf(complete, registry, provenance, plugins, from);
  return (run) => cells.idOf(run);
}
