import { join } from 'node:path';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { readCheckedLine } from './checked-line.js';
import { fileLines } from './file-lines.js';

/** A line of a folder's runs, as it is written. */
export type WrittenRun = {
  /** Counted from one. */
  readonly line: number;
} & (
  | { readonly record: RunRecord; readonly cell: string }
  /** Why it holds no record, in a sentence. */
  | { readonly problem: string }
);

/** Every whole line of the runs in a folder; one that was changed says so, and is refused by nobody. */
export function* writtenRuns(folder: string, file = 'runs.jsonl'): Generator<WrittenRun> {
  let line = 0;
  for (const text of fileLines(join(folder, file))) yield { line: ++line, ...readRun(text) };
}

function readRun(text: string): { record: RunRecord; cell: string } | { problem: string } {
  const read = readCheckedLine(text);
  if ('problem' in read)
    return { problem: 'This line was changed after it was written: its check does not fit.' };
  const { data } = runRecordSchema.safeParse(read.value);
  if (!data) return { problem: 'This line is of another version of the program.' };
  return { record: data, cell: String(read.origin) };
}
