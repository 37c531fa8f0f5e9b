import { type CellQueue, plannedCells, queuePace, runsOf } from '@pomdp-gym/experiment';
import { exportCells, planCells, type ResultsFolder, studyPlan } from '@pomdp-gym/experiment/node';
import { exitCodes } from '../exit-codes.js';
import type { QueueFlags } from '../flags/queue-options.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { requireConfirmable } from '../runs/confirm-runs.js';
import { noteIncidents } from '../runs/note-incidents.js';
import { openResults } from '../runs/open-results.js';
import { type PreparedStudy, prepareStudy } from '../runs/prepare-study.js';
import { studyCells } from '../runs/study-cells.js';
import { note, print, printJson } from '../terminal/terminal.js';
import { noteLost } from './note-lost.js';
import { type StudyStatus, statusText } from './study-status.js';
import { withStore } from './with-store.js';

/** The flags of `queue`. */
export interface QueueOptions extends SharedOptions, QueueFlags {
  readonly out?: string;
  readonly confirm?: number;
  readonly again?: true;
  readonly reuse: readonly string[];
}

/** Plans the runs of a study in a queue that its folder does not have, and writes those that are done to the folder. */
export async function queueStudy(file: string, options: QueueOptions): Promise<void> {
  const prepared = await prepareStudy(file, options);
  if (!prepared) return;
  const { study, registry, plugins } = prepared;
  requireConfirmable(study, options.confirm ?? 0);
  const { out, reuse } = options;
  const folder = out === undefined ? undefined : openResults(out, study, { registry, plugins, reuse });
  const { cells } = studyCells(study, registry, plugins);
  const all = plannedCells(runsOf(study), (run) => cells.idOf(run), options.confirm);
  const missing = all.filter(({ run, copy }) => copy > 0 || !folder?.records.has(run));
  await withStore(options, prepared, async (store) => {
    const queue = await store.open(studyPlan(study, cells.handshake()));
    if (!(await interruptible((signal) => planCells(queue, missing, { signal })))) return noteStopped();
    if (options.again) noteAgain(await queue.again());
    if (folder) await exportTo(folder, queue);
    await report(prepared, queue, folder, options);
  });
}

function noteAgain(count: number): void {
  note(`${count} ${count === 1 ? 'run is' : 'runs are'} done again.`);
}

function noteStopped(): void {
  note('Stopped: the queue has a part of the runs. The same command adds the rest.');
  process.exitCode = exitCodes.interrupted;
}

async function exportTo(folder: ResultsFolder, queue: CellQueue): Promise<void> {
  const added = await exportCells(queue, folder);
  if (added > 0) note(`${added} ${added === 1 ? 'run is' : 'runs are'} written to ${folder.path}.`);
  noteIncidents(folder);
}

async function report(
  { study }: PreparedStudy,
  queue: CellQueue,
  folder: ResultsFolder | undefined,
  { json }: SharedOptions,
): Promise<void> {
  const status = await queue.status();
  const shown: StudyStatus = { study: study.name, id: queue.plan.id, ...status, ...queuePace(status) };
  const missing = folder && runsOf(study).length - folder.records.size;
  if (json) printJson({ ...shown, ...(folder && { folder: folder.path, missing }) });
  else {
    print(statusText([shown]));
    if (folder) print(`${folder.records.size} of ${runsOf(study).length} runs are in ${folder.path}.`);
  }
  if (status.incidents > 0) process.exitCode ||= exitCodes.failed;
  await noteLost(queue);
}
