import { InputError } from '@pomdp-gym/contracts';
import type { CellQueue, StoredResult } from '../executors/cell-queue.js';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { readCheckedLine } from './checked-line.js';
import type { ResultsFolder } from './results-folder.js';

/**
 * Writes the results that a queue has to a folder, the lines as their workers wrote them. Results that differ become incidents of the
 * folder. What the folder has already stays.
 *
 * @returns how many results were new.
 * @throws InputError where a line was changed since it was written.
 */
export async function exportCells(queue: CellQueue, folder: ResultsFolder): Promise<number> {
  let added = 0;
  for await (const result of queue.results()) {
    const outcome = folder.receive({ record: recordIn(result), cell: result.cell }, result.seconds);
    if (outcome === 'kept') added++;
  }
  return added;
}

function recordIn({ line, run, cell }: StoredResult): RunRecord {
  const read = readCheckedLine(line);
  const record = 'problem' in read ? undefined : runRecordSchema.safeParse(read.value).data;
  if (record?.run === run && !('problem' in read) && read.origin === cell) return record;
  throw new InputError(`The line of run ${run} in the queue was changed after it was written.`);
}
