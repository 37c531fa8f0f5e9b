import { availableParallelism } from 'node:os';
import type { Reference } from '@pomdp-gym/contracts';
import { runsOf, runStudy, type Study, type TaskReport, untilAborted } from '@pomdp-gym/experiment';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import type { WorkerPlugins } from '../worker.js';
import { localExecutor, THREADS } from './local-executor.js';

/** What the runs of a study are done with. */
export interface RunMeans {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
  readonly trackers?: readonly Reference[];
  readonly workers?: number | undefined;
  /** What does them; threads by default. */
  readonly executor?: Reference | undefined;
}

/** Who follows the runs of a study while they are done. */
export interface RunsWatch {
  /** Stops the study: what is under way is lost, what is done is kept. */
  readonly signal: AbortSignal;
  readonly onReport: (report: TaskReport) => void;
  /** Called before each run of a thread, which begins once the promise resolves. */
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
  const { registry, plugins, trackers = [], workers = availableParallelism() } = means;
  const executor = localExecutor(means.executor ?? THREADS, {
    ...{ registry, plugins, workers, runs: left.size, gate },
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
