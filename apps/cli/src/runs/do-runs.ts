import { availableParallelism } from 'node:os';
import type { Reference } from '@pomdp-gym/contracts';
import {
  partsOf,
  runsOf,
  runStudy,
  sharedPlanKey,
  type Study,
  type TaskReport,
  untilAborted,
} from '@pomdp-gym/experiment';
import { type ResultsFolder, workerExecutor } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { trackerMaker } from '../flags/tracker-option.js';
import type { WorkerPlugins } from '../worker.js';
import { runThreads } from './run-threads.js';

/** What the runs of a study are done with. */
export interface RunMeans {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
  readonly trackers?: readonly Reference[];
  readonly workers?: number | undefined;
}

/** Who follows the runs of a study while they are done. */
export interface RunsWatch {
  /** Stops the study: what is under way is lost, what is done is kept. */
  readonly signal: AbortSignal;
  readonly onReport: (report: TaskReport) => void;
  /** Called before each run, which begins once the promise resolves. */
  readonly gate?: () => Promise<void>;
}

/** How many runs are done at once. */
export function workersFor({ workers = availableParallelism() }: RunMeans, left: number): number {
  return Math.min(workers, left);
}

/**
 * Does the runs of a study that are left, keeps each in the folder, and returns whether it came to the end.
 *
 * @param left numbers of the runs to do.
 */
export async function doRuns(
  study: Study,
  folder: ResultsFolder,
  means: RunMeans,
  left: ReadonlySet<number>,
  { signal, onReport, gate }: RunsWatch,
): Promise<boolean> {
  const { registry, plugins, trackers = [], workers: asked = availableParallelism() } = means;
  const workers = workersFor(means, left.size);
  const executor = workerExecutor({
    ...runThreads(plugins, workers),
    pathThreads: Math.floor(asked / workers),
    partsOf: (run) => partsOf(run, registry),
    makeTracker: trackerMaker(registry),
    planKey: (run) => sharedPlanKey(run, registry),
    gate,
  });
  return untilAborted(
    runStudy(study, executor, folder, trackers, (run) => left.has(run)),
    signal,
    onReport,
  );
}

/** The numbers of the wanted runs that a folder does not hold; of all runs by default. */
export function numbersLeft(
  folder: ResultsFolder,
  study: Study,
  wanted: Iterable<number> = runsOf(study).keys(),
): ReadonlySet<number> {
  return new Set([...wanted].filter((run) => !folder.records.has(run)));
}
