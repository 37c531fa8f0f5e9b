import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { stringify } from 'yaml';
import { type RunRecord, runRecordSchema } from './run-record.js';
import { runsOf, type Study } from './study.js';

/** What made the results: whoever goes on with them must be the same. */
export interface Provenance {
  readonly versions: Readonly<Record<string, string>>;
  /** Plugins that were loaded besides those shipped. */
  readonly plugins: readonly string[];
}

const RUNS = 'runs.jsonl';

/**
 * A folder of results. While runs come in, each is a line appended to `runs.jsonl` in one write, in the order in which they
 * finish; a line that a kill cut short is dropped, and its run done again. When the last run is in, the file is put in
 * the order of the runs, so that it ends with the same bits however often it was interrupted and however many workers
 * there were. Wall times go to `timings.jsonl`, the only file in which another time may come out otherwise.
 */
export class ResultsFolder {
  private readonly found: Map<number, RunRecord>;

  private constructor(
    readonly path: string,
    private readonly runs: number,
  ) {
    this.found = readLines(join(path, RUNS), runs);
    if (this.found.size === runs) this.putInOrder();
  }

  /** Opens a folder to begin a study in, or to go on with it; refuses one that holds anything else. */
  static open(path: string, study: Study, provenance: Provenance): ResultsFolder {
    const files = {
      'study.yaml': stringify(study),
      'provenance.json': `${JSON.stringify(provenance, null, 2)}\n`,
    };
    const begun = existsSync(join(path, 'study.yaml'));
    if (begun) refuseOther(path, files, provenance);
    else begin(path, files);
    return new ResultsFolder(path, runsOf(study).length);
  }

  /** The runs that are done, by number. */
  get records(): ReadonlyMap<number, RunRecord> {
    return this.found;
  }

  append(record: RunRecord, seconds: number): void {
    appendFileSync(join(this.path, RUNS), `${JSON.stringify(record)}\n`);
    appendFileSync(join(this.path, 'timings.jsonl'), `${JSON.stringify({ run: record.run, seconds })}\n`);
    this.found.set(record.run, record);
    if (this.found.size === this.runs) this.putInOrder();
  }

  /** Seconds of wall time by run, as far as they are known. */
  timings(): Map<number, number> {
    const text = readIfThere(join(this.path, 'timings.jsonl'));
    const lines = text.split('\n').flatMap((line) => {
      const timing = parseLine(line);
      return isTiming(timing) ? [timing] : [];
    });
    return new Map(lines.map(({ run, seconds }) => [run, seconds]));
  }

  private putInOrder(): void {
    const ordered = [...this.found.values()].sort((a, b) => a.run - b.run);
    const text = ordered.map((record) => `${JSON.stringify(record)}\n`).join('');
    const file = join(this.path, RUNS);
    if (readIfThere(file) !== text) replace(file, text);
  }
}

function begin(path: string, files: Readonly<Record<string, string>>): void {
  if (existsSync(join(path, RUNS))) {
    throw new InputError(
      `${path} holds runs but no study.yaml to say of what. Give another folder with --out.`,
    );
  }
  mkdirSync(path, { recursive: true });
  // The study comes last: a folder that has one is whole.
  for (const name of Object.keys(files).reverse()) {
    replace(join(path, name), files[name] ?? '');
  }
}

/** Writes a file so that it is there whole or not at all. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function refuseOther(path: string, files: Readonly<Record<string, string>>, { versions }: Provenance): void {
  const cure = 'Give another folder with --out, or remove this one.';
  if (readIfThere(join(path, 'study.yaml')) !== files['study.yaml']) {
    throw new InputError(`${path} holds the results of another study (see its study.yaml). ${cure}`);
  }
  if (readIfThere(join(path, 'provenance.json')) !== files['provenance.json']) {
    const now = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
    throw new InputError(
      `${path} was begun with other versions or plugins than these (${now.join(', ')}; see its provenance.json). ${cure}`,
    );
  }
}

function readLines(file: string, runs: number): Map<number, RunRecord> {
  const text = readIfThere(file);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  const records = whole
    .split('\n')
    .slice(0, -1)
    .map((line, i) => readRecord(line, `${file}:${i + 1}`, runs));
  return new Map(records.map((record) => [record.run, record]));
}

function readRecord(line: string, where: string, runs: number): RunRecord {
  const { data } = runRecordSchema.safeParse(parseLine(line));
  if (data && data.run < runs) return data;
  throw new InputError(
    `${where}: This is no result of this study. Remove the line, and its run is done again.`,
  );
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function isTiming(value: unknown): value is { run: number; seconds: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'run' in value &&
    'seconds' in value &&
    typeof value.run === 'number' &&
    typeof value.seconds === 'number'
  );
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
