import type { Reference } from '@pomdp-gym/contracts';
import { type Observable, tap } from 'rxjs';
import type { Executor, TaskReport } from './executor.js';
import type { ResultsFolder } from './results-folder.js';
import { runsOf, type Study } from './study.js';

/**
 * Does the runs of a study that its folder does not hold yet, and keeps each as it is done; trackers follow each. The caller has checked the
 * study. Cold; unsubscribe to stop, which loses only what is in flight.
 */
export function runStudy(
  study: Study,
  executor: Executor,
  folder: ResultsFolder,
  trackers: readonly Reference[] = [],
): Observable<TaskReport> {
  const tasks = runsOf(study)
    .map((description, run) => ({ run, description, trackers }))
    .filter(({ run }) => !folder.records.has(run));
  return executor.execute(tasks).pipe(
    tap((report) => {
      if (report.kind === 'done') folder.append(report.record, report.seconds);
    }),
  );
}
