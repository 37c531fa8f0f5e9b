import { join } from 'node:path';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { readCheckedLine } from './checked-line.js';
import type { LineDamage } from './damaged-line.js';
import { fileLines } from './file-lines.js';

/** A line of a folder's runs, as it is written. */
export type WrittenRun = {
  /** Counted from one. */
  readonly line: number;
} & (
  | { readonly record: RunRecord; readonly cell: string }
  /** Why it holds no record. */
  | { readonly problem: LineDamage }
);

/** Every whole line of the runs in a folder; a damaged one comes with what is wrong with it. */
export function* writtenRuns(folder: string, file = 'runs.jsonl'): Generator<WrittenRun> {
  let line = 0;
  for (const text of fileLines(join(folder, file))) yield { line: ++line, ...readRun(text) };
}

function readRun(text: string): { record: RunRecord; cell: string } | { problem: LineDamage } {
  const read = readCheckedLine(text);
  if ('problem' in read) return read;
  const { data } = runRecordSchema.safeParse(read.value);
  if (!data) return { problem: 'version' };
  return { record: data, cell: String(read.origin) };
}
