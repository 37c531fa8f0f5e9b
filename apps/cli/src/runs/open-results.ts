import type { Study } from '@pomdp-gym/experiment';
import { foldersWithRuns, ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { resolve } from 'node:path';
import { note } from '../terminal/terminal.js';
import type { WorkerPlugins } from '../worker.js';
import { forgetShard } from './shard-file.js';
import { studyCells } from './study-cells.js';

/** How a folder of results is opened. */
export interface OpenSettings {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
  /** Whether runs that timed out are done again. */
  readonly again?: boolean | undefined;
  /** Folders of results, and folders of these, whose runs are taken where they are missing. */
  readonly reuse: readonly string[];
}

/**
 * Opens the folder of a study's results, where a run is done again that other code or other data made, and takes the runs that are
 * missing from other folders that have their cells.
 */
export function openResults(path: string, study: Study, settings: OpenSettings): ResultsFolder {
  const { registry, again, reuse } = settings;
  const { cells, provenance } = studyCells(study, registry, settings.plugins);
  const folder = ResultsFolder.open(path, study, provenance, (run) => cells.idOf(run));
  forgetShard(path);
  folder.write('cells.json', cells.text());
  if (folder.stale > 0) note(staleInWords(folder.stale, path));
  if (again) folder.forgetTimedOut();
  for (const other of reuse.flatMap(foldersWithRuns)) take(folder, other);
  return folder;
}

function staleInWords(stale: number, path: string): string {
  const [runs, were, they] = stale === 1 ? ['run', 'was', 'it is'] : ['runs', 'were', 'they are'];
  return `${stale} ${runs} in ${path} ${were} made by other code or other data: ${they} done again.`;
}

function take(folder: ResultsFolder, other: string): void {
  if (resolve(other) === resolve(folder.path)) return;
  const taken = folder.takeFrom(other);
  if (taken > 0) note(`${taken} ${taken === 1 ? 'run is' : 'runs are'} taken from ${other}.`);
}
