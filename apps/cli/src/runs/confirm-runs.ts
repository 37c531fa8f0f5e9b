import { availableParallelism } from 'node:os';
import { InputError } from '@pomdp-gym/contracts';
import {
  asItEnded,
  confirmedCells,
  type RunRecord,
  runsOf,
  type Study,
  type Task,
  untilAborted,
} from '@pomdp-gym/experiment';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { note } from '../terminal/terminal.js';
import type { RunMeans } from './finish-runs.js';
import { localExecutor, THREADS } from './local-executor.js';
import { studyCells } from './study-cells.js';

/** Refuses a study whose runs a second time may end elsewhere. */
export function requireConfirmable({ limits }: Study, confirm: number): void {
  if (confirm === 0 || limits?.seconds === undefined) return;
  throw new InputError(
    'A limit of seconds ends runs at another step each time, so that --confirm finds nothing out: pomdp-gym verify repeats such runs.',
  );
}

/** The numbers of the runs of a study that are done a second time: this part of all. */
export function confirmedRuns(study: Study, confirm: number, { registry, plugins }: RunMeans): Set<number> {
  const { cells } = studyCells(study, registry, plugins);
  const all = runsOf(study).map((description, run) => ({ run, cell: cells.idOf(description) }));
  return new Set(confirmedCells(all, confirm).map(({ run }) => run));
}

/**
 * Does runs of a folder a second time. A result that differs from the first is an incident: it is kept beside the first one.
 *
 * @param chosen numbers of runs; those that are not done, or timed out, are left out.
 * @returns false where a signal came first.
 */
export async function confirmRuns(
  study: Study,
  folder: ResultsFolder,
  chosen: ReadonlySet<number>,
  { registry, plugins, workers = availableParallelism(), executor: reference = THREADS }: RunMeans,
): Promise<boolean> {
  const { cells, provenance } = studyCells(study, registry, plugins);
  const runs = runsOf(study);
  const tasks = [...chosen].flatMap((run) => taskAgain(run, runs[run]!, folder.records.get(run)));
  if (tasks.length === 0) return true;
  const executor = localExecutor(reference, { registry, plugins, workers, runs: tasks.length });
  let same = 0;
  const ended = await interruptible((signal) =>
    untilAborted(executor.execute(tasks), signal, (report) => {
      if (report.kind !== 'done') return;
      const record = { ...report.record, versions: { ...provenance.versions } };
      const cell = cells.idOf(runs[record.run]!);
      if (folder.receive({ record, cell }, report.seconds) === 'confirmed') same++;
    }),
  );
  note(`${same} of ${tasks.length} runs came out the same a second time.`);
  if (!ended) process.exitCode = exitCodes.interrupted;
  return ended;
}

function taskAgain(run: number, description: Task['description'], record: RunRecord | undefined): Task[] {
  return record && record.status !== 'timed out'
    ? [{ run, description: asItEnded(description, record) }]
    : [];
}
