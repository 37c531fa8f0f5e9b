import { join } from 'node:path';
import { plannedCells, runsOf, type Study } from '@pomdp-gym/experiment';
import { type ResultsFolder, studyHash } from '@pomdp-gym/experiment/node';
import { InputError } from '@pomdp-gym/contracts';
import type { Shard } from '../flags/shard.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { trackersFrom } from '../flags/tracker-option.js';
import { print, printJson } from '../terminal/terminal.js';
import { confirmRuns, requireConfirmable } from './confirm-runs.js';
import type { RunMeans } from './do-runs.js';
import { finishRuns } from './finish-runs.js';
import { makeExecutor } from './local-executor.js';
import { incidentsShown, noteIncidents } from './note-incidents.js';
import { openResults } from './open-results.js';
import { prepareStudy } from './prepare-study.js';
import { fileName, RESULTS } from './results-root.js';
import { writeShard } from './shard-file.js';
import { studyCells } from './study-cells.js';

/** The flags of `work` that matter for shards. */
export interface ShardOptions extends SharedOptions {
  readonly out?: string;
  readonly workers?: number;
  readonly confirm?: number;
  readonly again?: true;
  readonly reuse: readonly string[];
  readonly tracker: readonly string[];
}

/** Does one part of the runs of a study, in a folder of its own. */
export async function workShard(file: string, shard: Shard, options: ShardOptions): Promise<void> {
  const prepared = await prepareStudy(file, options);
  if (!prepared) return;
  const { written, study, registry, plugins } = prepared;
  requireConfirmable(study, options.confirm ?? 0);
  const trackers = [...(written.trackers ?? []), ...trackersFrom(options.tracker, registry)];
  const means: RunMeans = { registry, plugins, trackers, workers: options.workers };
  const { wanted, confirmed } = partOf(study, shard, options.confirm ?? 0, means);
  const path =
    options.out ??
    join(RESULTS, `${fileName(study.name)}-${studyHash(study)}-shard-${shard.index}-of-${shard.count}`);
  const folder = openResults(path, study, { registry, plugins, again: options.again, reuse: options.reuse });
  writeShard(folder, shard, wanted);
  const ended = await finishRuns(study, folder, means, wanted);
  if (!ended || !(await confirmRuns(study, folder, confirmed, means))) return;
  report(folder, shard, wanted, options);
  noteIncidents(folder);
}

/** The runs of a shard, and those of them that are to be done twice here. The second run of another shard's run is done once. */
function partOf(
  study: Study,
  { index, count }: Shard,
  confirm: number,
  { registry, plugins }: RunMeans,
): { readonly wanted: ReadonlySet<number>; readonly confirmed: ReadonlySet<number> } {
  const { cells } = studyCells(study, registry, plugins);
  const planned = plannedCells(runsOf(study), (run) => cells.idOf(run), confirm);
  const means = { registry, plugins, workers: 1, runs: planned.length };
  const executor = makeExecutor({ id: 'shard', options: { index, count } }, means);
  if (executor.place !== 'shard')
    throw new InputError('The executor shard splits no study: a plugin has taken its id.');
  const part = executor.part(planned);
  const of = (copy: number) => new Set(part.filter((cell) => cell.copy === copy).map(({ run }) => run));
  const [first, second] = [of(0), of(1)];
  return {
    wanted: new Set([...first, ...second]),
    confirmed: new Set([...second].filter((run) => first.has(run))),
  };
}

function report(
  folder: ResultsFolder,
  { index, count }: Shard,
  wanted: ReadonlySet<number>,
  { json }: SharedOptions,
): void {
  const done = [...wanted].filter((run) => folder.records.has(run)).length;
  if (json)
    printJson({
      shard: { index, count },
      folder: folder.path,
      runs: wanted.size,
      done,
      incidents: incidentsShown(folder),
    });
  else
    print(
      `Shard ${index} of ${count}: ${done} of ${wanted.size} runs are in ${folder.path}. pomdp-gym merge puts shards together.`,
    );
}
