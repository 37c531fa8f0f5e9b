import { completeStudy, type RunDescription, type Study } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { WorkerPlugins } from '../worker.js';
import { studyCells } from './study-cells.js';

/** Finds the cell that a run of a study has today: with the program, the plugins and the files that there are now. */
export function cellFinder(
  study: Study,
  registry: Registry,
  plugins: WorkerPlugins,
): (run: RunDescription) => string {
  const { cells } = studyCells(completeStudy(study, registry), registry, plugins);
  return (run) => cells.idOf(run);
}
