import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { makeFolder, replaceFile } from '@pomdp-gym/contracts/node';
import { parse, stringify } from 'yaml';
import type { ZodType } from 'zod';
import { canonicalJson } from '../study/canonical-json.js';
import type { Provenance } from '../results/provenance.js';
import { checkedLine, readCheckedLine } from './checked-line.js';
import { damagedLine } from './damaged-line.js';
import { dropCutLine, fileLines, writeLines } from './file-lines.js';
import { TIMINGS, timingsIn } from './timings.js';
import { inFolder } from './usable-folder.js';

/** What a folder holds: `count` lines of JSON, numbered from 0, and the description that they follow from. */
export interface LinesOf<Line> {
  /** What the lines are of, in a word that names its file: `study` is written to `study.yaml`. */
  readonly of: string;
  /** All that the lines depend on, besides what made them. Plain JSON. */
  readonly description: unknown;
  readonly provenance: Provenance;
  /** What a line is, in the plural, which names their file: `runs` are kept in `runs.jsonl`. */
  readonly lines: string;
  readonly count: number;
  readonly schema: ZodType<Line>;
  readonly numberOf: (line: Line) => number;
  /** A digest of the code and the data that a line follows from: a line with another one is made again. */
  readonly originOf: (number: number) => string;
}

const PROVENANCE = 'provenance.json';

/**
 * A folder of results. While they come in, each is a line appended in one write, in the order in which they are done; a
 * line that a kill cut short is dropped, and done again, and so is one that other code or other data made. When the last is
 * in, the file is put in the order of their numbers, so that it ends with the same bits however often it was interrupted and
 * however many workers there were. Wall times go to `timings.jsonl`, the only file in which another time may come out
 * otherwise. Where the system refuses to read or write, an InputError names the folder.
 */
export class LinesFolder<Line extends object> {
  private readonly found = new Map<number, Line>();
  /** Lines that other code or other data made. */
  readonly stale: number;
  /** Whether the file holds one line a number, in their order. */
  private ordered = true;

  private constructor(
    readonly path: string,
    private readonly parts: LinesOf<Line>,
  ) {
    this.stale = this.read();
    dropCutLine(join(path, TIMINGS), wholeBytes(join(path, TIMINGS))); // else the next time would go on in that line
    if (this.found.size === parts.count) this.putInOrder();
  }

  /** Opens a folder to begin in, or to go on with; refuses one that holds anything else. */
  static open<Line extends object>(path: string, parts: LinesOf<Line>): LinesFolder<Line> {
    return inFolder(path, () => {
      const begun = existsSync(join(path, `${parts.of}.yaml`));
      if (begun) refuseOther(path, parts);
      else begin(path, parts);
      const folder = new LinesFolder(path, parts);
      replaceIfOther(join(path, PROVENANCE), provenanceText(parts.provenance));
      return folder;
    });
  }

  /** The lines that are there, by number. */
  get lines(): ReadonlyMap<number, Line> {
    return this.found;
  }

  append(line: Line, seconds: number): void {
    const { numberOf, originOf, count } = this.parts;
    const number = numberOf(line);
    inFolder(this.path, () => {
      appendFileSync(fileOf(this.path, this.parts), `${checkedLine(line, originOf(number))}\n`);
      appendFileSync(join(this.path, TIMINGS), `${JSON.stringify({ number, seconds })}\n`);
      this.take(number, line);
      if (this.found.size === count) this.putInOrder();
    });
  }

  /** Counts a line as not there: it stays in the file until another one replaces it. */
  forget(number: number): void {
    if (this.found.delete(number)) this.ordered = false;
  }

  /** Writes a file beside the lines, such as a report, whole or not at all. */
  write(name: string, text: string): void {
    inFolder(this.path, () => replace(join(this.path, name), text));
  }

  /** Seconds of wall time by number, as far as they are known. */
  timings(): Map<number, number> {
    return timingsIn(this.path);
  }

  /** Reads the lines that are there, and returns how many of them are stale. */
  private read(): number {
    const file = fileOf(this.path, this.parts);
    const lines = fileLines(file);
    let stale = 0;
    for (let at = 1, next = lines.next(); ; at++, next = lines.next()) {
      if (next.done) {
        dropCutLine(file, next.value);
        return stale;
      }
      const read = readLine(next.value, `${file}:${at}`, this.parts);
      if (read) this.take(this.parts.numberOf(read), read);
      else {
        stale++;
        this.ordered = false;
      }
    }
  }

  private take(number: number, line: Line): void {
    if (number !== this.found.size || this.found.has(number)) this.ordered = false;
    this.found.set(number, line);
  }

  private putInOrder(): void {
    if (this.ordered) return;
    const { numberOf, originOf } = this.parts;
    const ordered = [...this.found.values()].sort((a, b) => numberOf(a) - numberOf(b));
    writeLines(
      fileOf(this.path, this.parts),
      textsOf(ordered, (line) => originOf(numberOf(line))),
    );
    this.ordered = true;
  }
}

function* textsOf<Line extends object>(lines: readonly Line[], originOf: (line: Line) => string) {
  for (const line of lines) yield checkedLine(line, originOf(line));
}

type LinesLabel = Pick<LinesOf<unknown>, 'of' | 'description' | 'lines' | 'provenance'>;

function fileOf(path: string, { lines }: Pick<LinesLabel, 'lines'>): string {
  return join(path, `${lines}.jsonl`);
}

function begin(path: string, parts: LinesLabel): void {
  const { of, description, lines } = parts;
  if (existsSync(fileOf(path, parts))) {
    throw new InputError(
      `${path} holds ${lines} but no ${of}.yaml to say of what. Give another folder with --out.`,
    );
  }
  makeFolder(path);
  replace(join(path, PROVENANCE), provenanceText(parts.provenance));
  // The description comes last: a folder that has one is whole.
  replace(join(path, `${of}.yaml`), stringify(description));
}

function provenanceText(provenance: Provenance): string {
  return `${JSON.stringify(provenance, null, 2)}\n`;
}

/** Writes a file so that it is there whole or not at all. */
function replace(file: string, text: string): void {
  replaceFile(file, (beside) => writeFileSync(beside, text));
}

function replaceIfOther(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) replace(file, text);
}

function refuseOther(path: string, { of, description }: LinesLabel): void {
  const file = join(path, `${of}.yaml`);
  const held = parseYaml(readFileSync(file, 'utf8'));
  if (canonicalJson(held) === canonicalJson(description)) return;
  const difference = firstDifference(held, description);
  throw new InputError(
    `${path} holds the results of another ${of}${difference} (see its ${of}.yaml). ` +
      `Give another folder with --out, or remove this one.`,
  );
}

/** Where two descriptions differ first, in words; nothing where their top has no keys to name. */
function firstDifference(held: unknown, asked: unknown, path = ''): string {
  if (!isMapping(held) || !isMapping(asked)) return path === '' ? '' : `: its ${path} is another`;
  const keys = [...new Set([...Object.keys(held), ...Object.keys(asked)])];
  const key = keys.find((each) => canonicalText(held[each]) !== canonicalText(asked[each]));
  if (key === undefined) return '';
  return firstDifference(held[key], asked[key], path === '' ? key : `${path}.${key}`);
}

function canonicalText(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function wholeBytes(file: string): number {
  const lines = fileLines(file);
  for (;;) {
    const next = lines.next();
    if (next.done) return next.value;
  }
}

/** A line of this folder; undefined where another program, other code or other data made it. */
function readLine<Line extends object>(
  text: string,
  where: string,
  { schema, numberOf, count, originOf }: LinesOf<Line>,
): Line | undefined {
  const read = readCheckedLine(text);
  if ('problem' in read) throw damagedLine(where, read.problem);
  const { data } = schema.safeParse(read.value);
  if (data === undefined || numberOf(data) >= count) return undefined;
  return read.origin === originOf(numberOf(data)) ? data : undefined;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return null;
  }
}
