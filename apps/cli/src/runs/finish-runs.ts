import { availableParallelism } from 'node:os';
import type { Reference } from '@pomdp-gym/contracts';
import {
  type RunDescription,
  runsOf,
  runStudy,
  type Study,
  StudyTime,
  untilAborted,
} from '@pomdp-gym/experiment';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { progressDisplay } from '../terminal/progress-display.js';
import { note } from '../terminal/terminal.js';
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

/**
 * Does those of the wanted runs that are left to do, and returns whether it came to the end.
 *
 * @param wanted numbers of runs; all of the study by default.
 */
export async function finishRuns(
  study: Study,
  folder: ResultsFolder,
  {
    registry,
    plugins,
    trackers = [],
    workers: asked = availableParallelism(),
    executor: reference = THREADS,
  }: RunMeans,
  wanted: ReadonlySet<number> = new Set(runsOf(study).keys()),
): Promise<boolean> {
  const runs = wanted.size;
  const isLeft = (run: number) => wanted.has(run) && !folder.records.has(run);
  const countDone = () => [...wanted].filter((run) => !isLeft(run)).length;
  const done = countDone();
  if (done === runs) return true;
  if (done > 0) note(`${done} of ${runs} runs are done already, in ${folder.path}.`);
  noteCheckpoints([...wanted].filter((run) => isLeft(run) && folder.checkpointOf(run)).length);
  const workers = Math.min(asked, runs - done);
  const executor = localExecutor(reference, { registry, plugins, workers: asked, runs: runs - done });
  const display = progressDisplay(runs, done, study.budget, timeOf(study, isLeft, workers));
  try {
    const ended = await interruptible((signal) =>
      untilAborted(runStudy(study, executor, folder, trackers, isLeft), signal, (report) =>
        display.update(report),
      ),
    );
    if (ended) return true;
  } finally {
    display.stop();
  }
  note(
    `Stopped: ${countDone()} of ${runs} runs are done and kept in ${folder.path}. The same command goes on from there.`,
  );
  process.exitCode = exitCodes.interrupted;
  return false;
}

function noteCheckpoints(runs: number): void {
  if (runs === 1) note('A run goes on from the iterate at which it was stopped.');
  else if (runs > 1) note(`${runs} runs go on from the iterates at which they were stopped.`);
}

/** The runs of a study that its folder does not hold. */
export function runsLeft(folder: ResultsFolder, study: Study): RunDescription[] {
  return runsOf(study).filter((_, run) => !folder.records.has(run));
}

function timeOf(study: Study, isLeft: (run: number) => boolean, workers: number): StudyTime {
  const groups = new Map<number, string>();
  for (const [run, { environment, agent }] of runsOf(study).entries()) {
    if (isLeft(run)) groups.set(run, JSON.stringify([environment.name, agent.name]));
  }
  return new StudyTime(groups, study.budget, workers, clock);
}
