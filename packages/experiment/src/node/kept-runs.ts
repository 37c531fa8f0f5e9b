import { join } from 'node:path';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { readCheckedLine } from './checked-line.js';
import { foldersWith } from './folders-with.js';
import { fileLines } from './file-lines.js';
import { timingsIn } from './timings.js';

/** A run that another folder keeps. */
export interface KeptRun {
  readonly record: RunRecord;
  /** 0 where its wall time is not known. */
  readonly seconds: number;
}

/** The folder itself where it holds runs, else those in it that do. */
export function foldersWithRuns(path: string): string[] {
  return foldersWith('runs.jsonl', path);
}

/** How a line ends whose cell can be read without reading the line. */
const CELL = /,"origin":"([0-9a-f]{64})","check":"\w+"\}$/;

/**
 * The runs of a folder whose cells are wanted, by cell. Lines that were changed, and runs that did not finish, are left out: these may
 * come out otherwise under other names.
 */
export function keptRuns(folder: string, wanted: ReadonlySet<string>): Map<string, KeptRun> {
  const found = new Map<string, KeptRun>();
  const seconds = timingsIn(folder);
  for (const line of fileLines(join(folder, 'runs.jsonl'))) {
    const [, cell = ''] = CELL.exec(line.slice(-120)) ?? [];
    if (!wanted.has(cell)) continue;
    const record = recordIn(line);
    if (record?.status === 'finished') found.set(cell, { record, seconds: seconds.get(record.run) ?? 0 });
  }
  return found;
}

function recordIn(line: string): RunRecord | undefined {
  const read = readCheckedLine(line);
  return 'problem' in read ? undefined : runRecordSchema.safeParse(read.value).data;
}
