import { grouped } from '@pomdp-gym/contracts';
import type { Passage } from '../diagnostic-collector.js';
import { excerpt } from '../text-positions.js';
import { WILDCARD } from './assignment-log.js';
import type { NameTable } from './name-table.js';
import type { Preamble } from './preamble.js';
import { NAME, NUMBER } from './scanner.js';
import type { Heading, TokenReader } from './token-reader.js';

/** An element that the model does not have: complained about, and read past. */
export const INVALID = -2;
/** No element at all stands here: complained about, and not read past. */
export const ABSENT = -3;

/** Words that stand where values may, so that a name there means them. */
const VALUE_WORDS = ['uniform', 'identity', 'reset'];

/** What to write for an action that must not be taken. */
const FINITE = ' Numbers are finite; an action that must not be taken is given a large loss, such as -1e6.';

/** Reads what all of `T:`, `O:` and `R:` are made of: elements between colons, then numbers. */
export class FieldReader {
  /** The elements of the statement read last: indices, WILDCARD or INVALID. */
  readonly fields = new Int32Array(4);
  /** How many of them it has; 0 where it could not be read. */
  count = 0;
  private statement: Heading | undefined;
  private fieldsEnd = 0;

  constructor(
    readonly reader: TokenReader,
    private readonly preamble: Preamble,
  ) {}

  /** Reads one to `tables.length` elements after a heading whose colon is passed. */
  read(heading: Heading, tables: readonly NameTable[]): void {
    const { reader } = this;
    this.begin(heading);
    for (let at = 0; at < tables.length; at++) {
      const element = this.element(tables[at]!);
      if (element === ABSENT) {
        this.count = 0;
        return;
      }
      this.fields[this.count++] = element;
      if (!reader.atColon) return;
      const colon = reader.here;
      reader.advance();
      if (at + 1 < tables.length && !this.atValues(tables[at + 1]!)) continue;
      reader.lenient('The colon before the values is one too many; it is passed over.', colon);
      return;
    }
  }

  /** Begins a statement, for complaints to name. */
  begin(heading: Heading): void {
    this.statement = heading;
    this.fieldsEnd = heading.end;
    this.count = 0;
  }

  /** Whether each element read is one that the model has. */
  get valid(): boolean {
    for (let at = 0; at < this.count; at++) if (this.fields[at] === INVALID) return false;
    return true;
  }

  /** The statement up to its values, in backquotes. */
  get inside(): string {
    const begin = this.statement?.begin ?? 0;
    return `\`${excerpt(this.reader.scanner.bytes, begin, this.fieldsEnd).replace(/[\s·]+/g, ' ')}\``;
  }

  /** Where the statement stands, up to its values. */
  get passage(): Passage {
    return { begin: this.statement?.begin ?? 0, end: this.fieldsEnd };
  }

  /**
   * Hands on the numbers that follow, which should be `expected` many; returns how many there are. Complains where
   * they are fewer or more.
   */
  numbers(expected: number, shape: string, put: (index: number, value: number) => void): number {
    const { reader } = this;
    let found = 0;
    let surplus: Passage | undefined;
    for (; reader.atNumber(); found++) {
      if (found < expected) put(found, reader.scanner.value);
      else surplus ??= reader.here;
      reader.advance();
    }
    if (found !== expected) this.complain(found, expected, shape, surplus);
    return found;
  }

  private complain(found: number, expected: number, shape: string, surplus: Passage | undefined): void {
    const { reader, inside } = this;
    const due = expected === 1 ? 'one number' : `${grouped(expected)} numbers${shape}`;
    const few = `${inside} takes ${due}, not ${found === 0 ? 'none' : grouped(found)}.`;
    if (surplus) reader.error('wrong-count', few, surplus);
    else if (reader.atEnd) reader.error('cut-short', `The file ends inside ${inside}: ${few}`);
    else if (reader.heading()) reader.error('wrong-count', few, this.passage);
    else {
      const uncounted = found === 0 ? '' : ` (number ${grouped(found + 1)} of ${grouped(expected)})`;
      const advice = /^[-+]?inf/i.test(reader.text) ? FINITE : '';
      reader.error('syntax', `${inside} needs a number here${uncounted}, not \`${reader.text}\`.${advice}`);
      reader.skipToHeading();
    }
  }

  /** Reads one element: its index, WILDCARD, INVALID or ABSENT. */
  element(table: NameTable): number {
    const { reader } = this;
    const element = this.lookUp(table);
    if (element === ABSENT) reader.expected(`${article(table.noun)} ${table.noun}`, this.inside);
    else {
      this.fieldsEnd = reader.scanner.end;
      reader.advance();
    }
    return element;
  }

  private lookUp(table: NameTable): number {
    const { reader } = this;
    const { scanner } = reader;
    if (reader.atStar) return WILDCARD;
    if (scanner.kind !== NAME && scanner.kind !== NUMBER) return ABSENT;
    const named = table.find(scanner.begin, scanner.end);
    if (named >= 0) return named;
    if (scanner.kind === NUMBER && (scanner.integer || scanner.colonFollows())) return this.position(table);
    if (scanner.kind === NUMBER || reader.heading()) return ABSENT;
    this.preamble.unknownName(table);
    return INVALID;
  }

  private position(table: NameTable): number {
    const { value, integer } = this.reader.scanner;
    if (integer && value < table.size) return value;
    const message = `There is no ${table.noun} ${this.reader.text}: they are numbered 0 to ${table.size - 1}.`;
    this.reader.error('out-of-range', message);
    return INVALID;
  }

  /** Whether values begin here, where an element of `table` may stand too. */
  private atValues(table: NameTable): boolean {
    const { scanner } = this.reader;
    if (scanner.kind === NUMBER) {
      const element = scanner.integer || scanner.colonFollows();
      return !element && table.find(scanner.begin, scanner.end) < 0;
    }
    return VALUE_WORDS.some((word) => this.reader.atWord(word)) && table.find(scanner.begin, scanner.end) < 0;
  }
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}
