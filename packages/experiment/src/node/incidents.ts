import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../run/run-record.js';
import { checkedLine } from './checked-line.js';
import { recordDigest } from './record-digest.js';
import { writtenRuns } from './written-runs.js';

const FILE = 'incidents.jsonl';

/** A result that differs from another one of the same cell: the run is not deterministic. */
export interface Incident {
  readonly record: RunRecord;
  readonly cell: string;
}

/** The results of a folder that differ from those of the same cells in `runs.jsonl`. They are lines of the same form, in a file beside it. */
export function incidentsIn(folder: string): Incident[] {
  return [...writtenRuns(folder, FILE)].flatMap((written) =>
    'problem' in written ? [] : [{ record: written.record, cell: written.cell }],
  );
}

/** Keeps a result that differs, unless the folder has the same one already. Returns whether it is new. */
export function addIncident(folder: string, { record, cell }: Incident): boolean {
  const digest = recordDigest(record);
  const isKnown = incidentsIn(folder).some(
    (known) => known.cell === cell && recordDigest(known.record) === digest,
  );
  if (!isKnown) appendFileSync(join(folder, FILE), `${checkedLine(record, cell)}\n`);
  return !isKnown;
}
