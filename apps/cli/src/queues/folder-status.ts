import { join } from 'node:path';
import { runsOf } from '@pomdp-gym/experiment';
import {
  damagedLine,
  foldersWithRuns,
  incidentsIn,
  type LineDamage,
  studyAt,
  writtenRuns,
} from '@pomdp-gym/experiment/node';
import { shardRuns } from '../runs/shard-file.js';
import type { StudyStatus } from './study-status.js';

/** How far a study is, and what is damaged in its folder. */
export interface FolderStatus {
  readonly status: StudyStatus;
  /** A sentence on the damaged lines; empty where all are sound. The runs of damaged lines count as waiting. */
  readonly problems: readonly string[];
}

/** How far the study of a folder is; in that of a shard, how far its own runs are. Throws an InputError where it holds none. */
export function folderStatus(folder: string): FolderStatus {
  const study = studyAt(folder);
  const planned = shardRuns(folder) ?? new Set(runsOf(study).keys());
  const { statuses, damaged } = linesIn(folder, planned);
  const done = [...statuses.values()].filter((status) => status === 'finished').length;
  const waiting = planned.size - statuses.size;
  const status = {
    study: study.name,
    id: folder,
    entries: { waiting, leased: 0, done, failed: statuses.size - done, lost: 0 },
    confirmations: { planned: 0, confirmed: 0 },
    incidents: incidentsIn(folder).length,
    ...{ workers: null, cellsPerSecond: null, secondsToGo: waiting === 0 ? 0 : null },
  };
  return { status, problems: damageIn(folder, damaged) };
}

interface DamagedPlace {
  readonly line: number;
  readonly problem: LineDamage;
}

/** The status of each planned run that is written, and the damaged lines. */
function linesIn(folder: string, planned: ReadonlySet<number>) {
  const statuses = new Map<number, string>();
  const damaged: DamagedPlace[] = [];
  for (const written of writtenRuns(folder)) {
    if ('problem' in written) damaged.push(written);
    else if (planned.has(written.record.run)) statuses.set(written.record.run, written.record.status);
  }
  return { statuses, damaged };
}

/** The first damaged line of a folder, and how many more there are. */
function damageIn(folder: string, [first, ...others]: readonly DamagedPlace[]): string[] {
  if (!first) return [];
  const { message } = damagedLine(`${join(folder, 'runs.jsonl')}:${first.line}`, first.problem);
  if (others.length === 0) return [message];
  return [`${message} ${others.length} more ${others.length === 1 ? 'line is' : 'lines are'} damaged there.`];
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
