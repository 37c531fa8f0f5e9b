import type { Reference } from '@pomdp-gym/contracts';
import { type Observable, tap } from 'rxjs';
import type { Executor, TaskReport } from '../executors/executor.js';
import type { RunCheckpoint } from '../executors/run-checkpoint.js';
import type { RunRecord } from '../run/run-record.js';
import { runsOf, type Study } from '../study/study.js';

/** Where the records of a study are kept. */
export interface RunStore {
  /** The runs that are done, by number. */
  readonly records: ReadonlyMap<number, RunRecord>;
  append(record: RunRecord, seconds: number): void;
  /** Where a run was stopped, if it can go on. */
  checkpointOf?(run: number): RunCheckpoint | undefined;
  /** Keeps where a run stands, in place of where it stood before. */
  keepCheckpoint?(run: number, checkpoint: RunCheckpoint): void;
}

/**
 * Does the runs of a study that its store does not hold yet, and keeps each as it is done; trackers follow each. The
 * caller has checked the study. Cold; unsubscribe to stop, which loses of what is in flight only what follows its last checkpoint.
 *
 * @param isWanted leaves out runs that are not to be done now; all are wanted by default.
 */
export function runStudy(
  study: Study,
  executor: Executor,
  store: RunStore,
  trackers: readonly Reference[] = [],
  isWanted: (run: number) => boolean = () => true,
): Observable<TaskReport> {
  const tasks = runsOf(study)
    .map((description, run) => ({ run, description, trackers }))
    .filter(({ run }) => !store.records.has(run) && isWanted(run))
    .map((task) => ({ ...task, checkpoint: store.checkpointOf?.(task.run) }));
  return executor.execute(tasks).pipe(
    tap((report) => {
      if (report.kind === 'done') store.append(report.record, report.seconds);
      if (report.kind === 'checkpoint') store.keepCheckpoint?.(report.run, report.checkpoint);
    }),
  );
}
