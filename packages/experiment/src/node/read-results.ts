import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type RunDescription, unreadable } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { Provenance } from '../results/provenance.js';
import type { RunRecord } from '../run/run-record.js';
import { readStudy } from '../study/read-study.js';
import { runsOf, type Study } from '../study/study.js';
import { isFolder } from './is-folder.js';
import { damagedLine } from './damaged-line.js';
import { runKey } from './grow-folder.js';
import { withoutStudy } from './study-at.js';
import { inFolder } from './usable-folder.js';
import { writtenRuns } from './written-runs.js';

/** A run that is done, and what came of it. */
export interface DoneRun {
  readonly description: RunDescription;
  readonly record: RunRecord;
  /** The id of its cell: a digest of all that it followed from. */
  readonly cell: string;
}

/** What a folder of results holds. */
export interface ReadResults {
  readonly path: string;
  readonly study: Study;
  readonly runs: readonly DoneRun[];
  readonly provenance: Provenance;
}

const texts = z.record(z.string(), z.string());
const provenanceSchema = z.object({
  versions: texts,
  build: z.string(),
  plugins: z.array(z.object({ name: z.string(), digest: z.string() })),
  files: texts,
});

/**
 * Reads the runs of a folder of results, in the order of their numbers, and changes nothing there. A line that is cut short is left
 * out: that run is not done.
 *
 * @throws InputError where the path is no such folder, or a line is not as it was written.
 */
export function readResults(path: string): ReadResults {
  return inFolder(path, () => {
    if (!isFolder(path) || !existsSync(join(path, 'study.yaml'))) throw withoutStudy(path);
    const file = join(path, 'study.yaml');
    const { study } = readStudy(studyText(file), file);
    const done = doneRuns(path, runsOf(study));
    const runs = [...done.values()].sort((a, b) => a.record.run - b.record.run);
    return { path, study, runs, provenance: readProvenance(path) };
  });
}

function studyText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable('study', file, error);
  }
}

/** The last line of each run, by its number. */
function doneRuns(path: string, descriptions: readonly RunDescription[]): ReadonlyMap<number, DoneRun> {
  const done = new Map<number, DoneRun>();
  for (const written of writtenRuns(path)) {
    const where = `${join(path, 'runs.jsonl')}:${written.line}`;
    if ('problem' in written) throw damagedLine(where, written.problem);
    const { record, cell } = written;
    const description = descriptions[record.run];
    if (!description || keyOf(description) !== runKey(record.environment, record.agent, record.seed))
      throw damagedLine(where, 'foreign');
    done.set(record.run, { description, record, cell });
  }
  return done;
}

function keyOf({ environment, agent, seed }: RunDescription): string {
  return runKey(environment.name, agent.name, seed);
}

/**
 * What made the results of a folder.
 *
 * @throws InputError where its file does not say so.
 */
export function readProvenance(path: string): Provenance {
  const file = join(path, 'provenance.json');
  const { data } = provenanceSchema.safeParse(existsSync(file) ? parsed(readFileSync(file, 'utf8')) : {});
  if (data) return data;
  throw new InputError(`${file} does not say what made the results. Repeat the study.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
