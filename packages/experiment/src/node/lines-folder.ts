import { appendFileSync, existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { parse, stringify } from 'yaml';
import { z, type ZodType } from 'zod';
import { canonicalJson } from '../study/canonical-json.js';
import type { Provenance } from '../results/provenance.js';
import { inFolder, makeFolder } from './usable-folder.js';

/** What a folder holds: `count` lines of JSON, numbered from 0, and the description that they follow from. */
export interface LinesOf<Line> {
  /** What the lines are of, in a word that names its file: `study` is written to `study.yaml`. */
  readonly of: string;
  /** All that the lines depend on, besides the provenance. Plain JSON. */
  readonly description: unknown;
  readonly provenance: Provenance;
  /** What a line is, in the plural, which names their file: `runs` are kept in `runs.jsonl`. */
  readonly lines: string;
  readonly count: number;
  readonly schema: ZodType<Line>;
  readonly numberOf: (line: Line) => number;
}

const PROVENANCE = 'provenance.json';
const TIMINGS = 'timings.jsonl';
const timingSchema = z.object({ number: z.int(), seconds: z.number() });

/**
 * A folder of results. While they come in, each is a line appended in one write, in the order in which they are done; a
 * line that a kill cut short is dropped, and done again. When the last is in, the file is put in the order of their numbers,
 * so that it ends with the same bits however often it was interrupted and however many workers there were. Wall times go to
 * `timings.jsonl`, the only file in which another time may come out otherwise. Where the system refuses to read or write, an
 * InputError names the folder.
 */
export class LinesFolder<Line> {
  private readonly found: Map<number, Line>;

  private constructor(
    readonly path: string,
    private readonly parts: LinesOf<Line>,
  ) {
    this.found = readLines(fileOf(path, parts), parts);
    wholeLines(join(path, TIMINGS)); // else the next time would go on in a line that was cut short
    if (this.found.size === parts.count) this.putInOrder();
  }

  /** Opens a folder to begin in, or to go on with; refuses one that holds anything else. */
  static open<Line>(path: string, parts: LinesOf<Line>): LinesFolder<Line> {
    return inFolder(path, () => {
      const begun = existsSync(join(path, `${parts.of}.yaml`));
      if (begun) refuseOther(path, parts);
      else begin(path, parts);
      return new LinesFolder(path, parts);
    });
  }

  /** The lines that are there, by number. */
  get lines(): ReadonlyMap<number, Line> {
    return this.found;
  }

  append(line: Line, seconds: number): void {
    const { numberOf, count } = this.parts;
    const number = numberOf(line);
    inFolder(this.path, () => {
      appendFileSync(fileOf(this.path, this.parts), `${JSON.stringify(line)}\n`);
      appendFileSync(join(this.path, TIMINGS), `${JSON.stringify({ number, seconds })}\n`);
      this.found.set(number, line);
      if (this.found.size === count) this.putInOrder();
    });
  }

  /** Writes a file beside the lines, such as a report, whole or not at all. */
  write(name: string, text: string): void {
    inFolder(this.path, () => replace(join(this.path, name), text));
  }

  /** Seconds of wall time by number, as far as they are known. */
  timings(): Map<number, number> {
    const timings = readIfThere(join(this.path, TIMINGS))
      .split('\n')
      .flatMap((line) => timingSchema.safeParse(parseJson(line)).data ?? []);
    return new Map(timings.map(({ number, seconds }) => [number, seconds]));
  }

  private putInOrder(): void {
    const { numberOf } = this.parts;
    const file = fileOf(this.path, this.parts);
    const ordered = [...this.found.values()].sort((a, b) => numberOf(a) - numberOf(b));
    const text = ordered.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (readIfThere(file) !== text) replace(file, text);
  }
}

type Named = Pick<LinesOf<unknown>, 'of' | 'description' | 'lines' | 'provenance'>;

function fileOf(path: string, { lines }: Pick<Named, 'lines'>): string {
  return join(path, `${lines}.jsonl`);
}

function begin(path: string, parts: Named): void {
  const { of, description, lines, provenance } = parts;
  if (existsSync(fileOf(path, parts))) {
    throw new InputError(
      `${path} holds ${lines} but no ${of}.yaml to say of what. Give another folder with --out.`,
    );
  }
  makeFolder(path);
  replace(join(path, PROVENANCE), provenanceText(provenance));
  // The description comes last: a folder that has one is whole.
  replace(join(path, `${of}.yaml`), stringify(description));
}

function provenanceText(provenance: Provenance): string {
  return `${JSON.stringify(provenance, null, 2)}\n`;
}

/** Writes a file so that it is there whole or not at all. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function refuseOther(path: string, { of, description, provenance }: Named): void {
  const cure = 'Give another folder with --out, or remove this one.';
  const before = parseYaml(readIfThere(join(path, `${of}.yaml`)));
  if (canonicalJson(before) !== canonicalJson(description)) {
    const parts = differingParts(before, description);
    const what = parts.length > 0 ? `it differs in ${parts.join(', ')}; ` : '';
    throw new InputError(`${path} holds the results of another ${of} (${what}see its ${of}.yaml). ${cure}`);
  }
  if (readIfThere(join(path, PROVENANCE)) !== provenanceText(provenance)) {
    const now = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
    throw new InputError(
      `${path} was begun with other versions or plugins than these (${now.join(', ')}; see its provenance.json). ${cure}`,
    );
  }
}

/** The names of what two mappings do not have alike. */
function differingParts(one: unknown, other: unknown): string[] {
  if (!isMapping(one) || !isMapping(other)) return [];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => canonicalJson(one[name] ?? null) !== canonicalJson(other[name] ?? null));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readLines<Line>(file: string, parts: LinesOf<Line>): Map<number, Line> {
  const lines = wholeLines(file).map((line, i) => readLine(line, `${file}:${i + 1}`, parts));
  return new Map(lines.map((line) => [parts.numberOf(line), line]));
}

/** The lines of a file, after what a kill cut short at its end is dropped from it. */
function wholeLines(file: string): string[] {
  const text = readIfThere(file);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole.split('\n').slice(0, -1);
}

function readLine<Line>(text: string, where: string, { schema, numberOf, count, of }: LinesOf<Line>): Line {
  const { data } = schema.safeParse(parseJson(text));
  if (data !== undefined && numberOf(data) < count) return data;
  throw new InputError(`${where}: This is no result of this ${of}. Remove the line, and it is done again.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return null;
  }
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
