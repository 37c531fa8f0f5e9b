import { join } from 'node:path';
import { recordDifference, type RunRecord } from '@pomdp-gym/experiment';
import type { Incident } from '@pomdp-gym/experiment/node';
import { exitCodes } from '../exit-codes.js';
import { colorsFor, note } from '../terminal/terminal.js';

/** A folder of results that may have incidents. */
interface FolderWithIncidents {
  readonly path: string;
  readonly records: ReadonlyMap<number, RunRecord>;
  readonly incidents: readonly Incident[];
}

/** What a person should know of an incident. */
export interface IncidentShown {
  readonly run: number;
  readonly environment: string;
  readonly agent: string;
  readonly seed: number;
  /** The first value that differs, in a phrase. */
  readonly difference: string;
}

/** The incidents of a folder, with the first value of each that differs. */
export function incidentsShown({ records, incidents }: FolderWithIncidents): IncidentShown[] {
  return incidents.map(({ record }) => {
    const { run, environment, agent, seed } = record;
    const first = records.get(run);
    const difference = first && recordDifference(first, record, ['the first time', 'another time']);
    return { run, environment, agent, seed, difference: difference ?? 'it is of an earlier result' };
  });
}

/** Says that runs came out differently, and where both results are; the command then ends with exit code 1. */
export function noteIncidents(folder: FolderWithIncidents): void {
  const shown = incidentsShown(folder);
  if (shown.length === 0) return;
  const { red } = colorsFor(process.stderr);
  for (const { environment, agent, seed, difference } of shown)
    note(red(`${agent} in ${environment}, seed ${seed}, is not deterministic: ${difference}.`));
  note(
    `Both results are kept, the first in runs.jsonl, the others in ${join(folder.path, 'incidents.jsonl')}.`,
  );
  process.exitCode ||= exitCodes.failed;
}
