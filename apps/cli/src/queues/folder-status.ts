import { InputError } from '@pomdp-gym/contracts';
import { runsOf } from '@pomdp-gym/experiment';
import { foldersWithRuns, incidentsIn, studyIn, writtenRuns } from '@pomdp-gym/experiment/node';
import { shardRuns } from '../runs/shard-file.js';
import type { StudyStatus } from './study-status.js';

/** How far the study of a folder is; in that of a shard, how far its own runs are. Throws an InputError where it holds none. */
export function folderStatus(folder: string): StudyStatus {
  const study = studyIn(folder);
  if (!study)
    throw new InputError(`${folder} holds no study.yaml: give a folder that compare, work or merge wrote.`);
  const planned = shardRuns(folder) ?? new Set(runsOf(study).keys());
  const statuses = statusesIn(folder, planned);
  const done = [...statuses.values()].filter((status) => status === 'finished').length;
  const waiting = planned.size - statuses.size;
  return {
    study: study.name,
    id: folder,
    entries: { waiting, leased: 0, done, failed: statuses.size - done, lost: 0 },
    confirmations: { planned: 0, confirmed: 0 },
    incidents: incidentsIn(folder).length,
    ...{ workers: null, cellsPerSecond: null, secondsToGo: waiting === 0 ? 0 : null },
  };
}

/** The status of each planned run that is written. */
function statusesIn(folder: string, planned: ReadonlySet<number>): ReadonlyMap<number, string> {
  const statuses = new Map<number, string>();
  for (const written of writtenRuns(folder)) {
    if ('problem' in written || !planned.has(written.record.run)) continue;
    statuses.set(written.record.run, written.record.status);
  }
  return statuses;
}

/** The folders that a path stands for: itself, or those in it that hold runs. */
export function foldersAt(path: string): string[] {
  const found = foldersWithRuns(path);
  return found.length > 0 ? found : [path];
}

/** The same status with the pace since an earlier look. */
export function withPace(now: StudyStatus, earlier: StudyStatus, seconds: number): StudyStatus {
  const done = now.entries.done + now.entries.failed - earlier.entries.done - earlier.entries.failed;
  if (done <= 0 || seconds <= 0) return now;
  const cellsPerSecond = done / seconds;
  return { ...now, cellsPerSecond, secondsToGo: now.entries.waiting / cellsPerSecond };
}
