import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type RunDescription } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { Provenance } from '../results/provenance.js';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { readStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { readCheckedLine } from './checked-line.js';
import { fileLines } from './file-lines.js';
import { inFolder } from './usable-folder.js';

/** A run that is done, and what came of it. */
export interface DoneRun {
  readonly description: RunDescription;
  readonly record: RunRecord;
}

/** What a folder of results holds. */
export interface ReadResults {
  readonly path: string;
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
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory() || !existsSync(join(path, 'study.yaml')))
      throw new InputError(
        `${path} is no folder of results: it holds no study.yaml. compare --out writes one.`,
      );
    const file = join(path, 'study.yaml');
    const descriptions = runsOf(readStudy(readFileSync(file, 'utf8'), file).study);
    const records = recordsOf(join(path, 'runs.jsonl'));
    const runs = descriptions.flatMap((description, run) => {
      const record = records.get(run);
      return record ? [{ description, record }] : [];
    });
    return { path, runs, provenance: provenanceOf(join(path, 'provenance.json')) };
  });
}

/** The last line of each run. */
function recordsOf(file: string): ReadonlyMap<number, RunRecord> {
  const records = new Map<number, RunRecord>();
  let at = 0;
  for (const text of existsSync(file) ? fileLines(file) : []) {
    at++;
    const read = readCheckedLine(text);
    const { data } = runRecordSchema.safeParse('value' in read ? read.value : undefined);
    if (!data) {
      throw new InputError(
        `${file}:${at}: This line is not as it was written, or another version wrote it. Remove it and repeat the study.`,
      );
    }
    records.set(data.run, data);
  }
  return records;
}

function provenanceOf(file: string): Provenance {
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
