import { grouped, nearest } from '@pomdp-gym/contracts';
import type { Passage } from '../diagnostic-collector.js';
import type { ReadLimits } from '../read-limits.js';
import type { Keyword } from './keywords.js';
import { NameTable } from './name-table.js';
import { COLON, NUMBER, STAR } from './scanner.js';
import type { Heading, TokenReader } from './token-reader.js';

/** Whether a file states what is gained or what is paid. */
export type ValueKind = 'reward' | 'cost';

const COMMA = 44;

type Space = 'states' | 'actions' | 'observations';

const NOUNS: Record<Space, string> = { states: 'state', actions: 'action', observations: 'observation' };

/** What the head of a file declares, as far as it has been read. */
export class Preamble {
  discount: number | undefined;
  values: ValueKind | undefined;
  readonly states: NameTable;
  readonly actions: NameTable;
  readonly observations: NameTable;
  private readonly given = new Set<Keyword>();

  constructor(
    private readonly reader: TokenReader,
    private readonly limits: ReadLimits,
  ) {
    const { bytes } = reader.scanner;
    this.states = new NameTable(NOUNS.states, bytes);
    this.actions = new NameTable(NOUNS.actions, bytes);
    this.observations = new NameTable(NOUNS.observations, bytes);
  }

  /** Whether the file has this heading, however it went on. */
  has(keyword: Keyword): boolean {
    return this.given.has(keyword);
  }

  /** Notes the heading; false, with a complaint, where it was there before. */
  claim(heading: Heading, keyword = heading.keyword): boolean {
    const first = !this.given.has(keyword);
    this.given.add(keyword);
    if (!first) this.reader.error('repeated', `\`${keyword}:\` is given a second time.`, heading);
    return first;
  }

  /** Reads what stands after the heading, whose colon is passed. */
  read(heading: Heading): void {
    const { keyword } = heading;
    if (!this.claim(heading)) this.reader.skipToHeading();
    else if (keyword === 'discount') this.readDiscount();
    else if (keyword === 'values') this.readValues();
    else if (keyword === 'states' || keyword === 'actions' || keyword === 'observations') {
      this.readSpace(keyword);
    }
  }

  private readDiscount(): void {
    const { reader } = this;
    if (!reader.atNumber()) {
      this.expected('a number from 0 to 1', '`discount:`');
      return;
    }
    const { value } = reader.scanner;
    if (value >= 0 && value <= 1) this.discount = value;
    else reader.error('out-of-range', `A discount lies from 0 to 1; \`${reader.text}\` does not.`);
    reader.advance();
  }

  private readValues(): void {
    const { reader } = this;
    const word = reader.heading() ? '' : reader.text;
    if (word === 'reward' || word === 'cost') this.values = word;
    else if (/^rewards?$/i.test(word)) this.readAs('reward');
    else if (/^costs?$/i.test(word)) this.readAs('cost');
    else {
      this.expected('`reward` or `cost`', '`values:`');
      return;
    }
    reader.advance();
  }

  private expected(what: string, inside: string): void {
    this.reader.expected(what, inside);
    this.reader.skipToHeading();
  }

  private readAs(kind: ValueKind): void {
    this.reader.lenient(`\`${this.reader.text}\` is read as \`${kind}\`.`);
    this.values = kind;
  }

  private readSpace(space: Space): void {
    const { reader } = this;
    if (reader.atListEnd()) reader.expected('a count or names', `\`${space}:\``);
    else if (reader.atNumber() && !this.oneOfSeveral()) this.readCount(this[space], space);
    else this.readNames(this[space], space);
  }

  /** Whether another element follows the current token: then it is a name, even if it looks like a number. */
  private oneOfSeveral(): boolean {
    const { reader } = this;
    const { begin } = reader.scanner;
    reader.advance();
    const several = !reader.atListEnd();
    reader.scanner.restart(begin);
    reader.atNumber();
    return several;
  }

  private readCount(table: NameTable, space: Space): void {
    const { reader } = this;
    const { value } = reader.scanner;
    const limit = this.limits[space];
    if (!Number.isInteger(value) || value < 1) {
      reader.error('out-of-range', `A model has 1, 2, … ${space}; \`${reader.text}\` is no such count.`);
    } else if (value > limit) this.refuse(reader.here, space, value);
    else table.setCount(value);
    reader.advance();
  }

  private readNames(table: NameTable, space: Space): void {
    const { reader } = this;
    const { scanner } = reader;
    let commas = 0;
    while (!reader.atListEnd()) {
      if (scanner.bytes[scanner.end - 1] === COMMA && commas++ === 0) {
        reader.lenient(`Names are set apart by blanks: \`${reader.text}\` is read with its comma.`);
      }
      if (scanner.kind === COLON || scanner.kind === STAR) {
        reader.error('stray', `\`${reader.text}\` is no name of ${aOrAn(table.noun)}.`);
      } else if (!table.add(scanner.begin, scanner.end)) {
        reader.error('repeated', `The ${table.noun} \`${reader.text}\` is listed a second time.`);
      } else if (scanner.kind === NUMBER && scanner.integer && scanner.value !== table.size - 1) {
        reader.lenient(
          `\`${reader.text}\` is taken for the name of ${table.noun} ${table.size - 1}, wherever it stands.`,
        );
      }
      if (table.size > this.limits[space]) {
        this.refuse(reader.here, space, table.size);
        reader.skipToHeading();
        return;
      }
      reader.advance();
    }
  }

  private refuse(where: Passage, space: Space, count: number): void {
    const limit = grouped(this.limits[space]);
    this.reader.error(
      'too-large',
      `${grouped(count)} ${space} are more than this reader takes: ${limit}.`,
      where,
    );
  }

  /** The message about an unknown name, with the nearest known one. */
  unknownName(table: NameTable): void {
    const { reader } = this;
    const name = reader.text;
    const near = table.size <= 5000 && this.hints-- > 0 ? nearest(name, table.labels() ?? [])[0] : undefined;
    const hint = near ? ` Did you mean \`${near}\`?` : '';
    const known = table.named ? '' : ` They are the numbers 0 to ${table.size - 1}.`;
    reader.error('unknown-name', `There is no ${table.noun} \`${name}\`.${hint}${known}`);
  }

  /** How many more times the nearest name is looked for: it takes a while. */
  private hints = 50;
}

function aOrAn(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
