import { type RunDescription, runsOf, type Study, StudyTime } from '@pomdp-gym/experiment';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { progressDisplay } from '../terminal/progress-display.js';
import { note } from '../terminal/terminal.js';
import { doRuns, numbersLeft, type RunMeans, workersFor } from './do-runs.js';

/**
 * Does those of the wanted runs that are left to do, and returns whether it came to the end. Shows on standard error how far it is; a
 * signal of the system stops it.
 *
 * @param wanted numbers of runs; all of the study by default.
 */
export async function finishRuns(
  study: Study,
  folder: ResultsFolder,
  means: RunMeans,
  wanted: ReadonlySet<number> = new Set(runsOf(study).keys()),
): Promise<boolean> {
  const left = numbersLeft(folder, study, wanted);
  const done = wanted.size - left.size;
  if (left.size === 0) return true;
  if (done > 0) note(`${done} of ${wanted.size} runs are done already, in ${folder.path}.`);
  noteCheckpoints([...left].filter((run) => folder.checkpointOf(run)).length);
  const time = timeOf(study, left, workersFor(means, left.size));
  const display = progressDisplay(wanted.size, done, study.budget, time);
  try {
    const onReport = display.update.bind(display);
    if (await interruptible((signal) => doRuns(study, folder, means, left, { signal, onReport })))
      return true;
  } finally {
    display.stop();
  }
  const countDone = wanted.size - numbersLeft(folder, study, wanted).size;
  note(
    `Stopped: ${countDone} of ${wanted.size} runs are done and kept in ${folder.path}. The same command goes on from there.`,
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

/** Estimates how long the runs that are left take. */
export function timeOf(study: Study, left: ReadonlySet<number>, workers: number): StudyTime {
  const groups = new Map<number, string>();
  for (const [run, { environment, agent }] of runsOf(study).entries()) {
    if (left.has(run)) groups.set(run, JSON.stringify([environment.name, agent.name]));
  }
  return new StudyTime(groups, study.budget, workers, clock);
}
