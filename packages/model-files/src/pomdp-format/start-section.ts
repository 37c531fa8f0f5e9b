import { WILDCARD } from './assignment-log.js';
import { isOne, isProbability, isSlip, sumText } from './row-sum.js';
import { ABSENT, type FieldReader } from './field-reader.js';
import type { NameTable } from './name-table.js';
import type { Heading, TokenReader } from './token-reader.js';

/** Reads the start distribution in each of its forms. */
export class StartSection {
  private readonly reader: TokenReader;

  /** @param observable whether this is an MDP, where a single number is the number of a state by the book. */
  constructor(
    private readonly fields: FieldReader,
    private readonly states: NameTable,
    private readonly observable: boolean,
  ) {
    this.reader = fields.reader;
  }

  /** Reads what stands after the heading, whose colon is passed; undefined (with complaints) where it is no start. */
  read(heading: Heading): Float64Array | undefined {
    const { reader, states } = this;
    this.fields.begin(heading);
    if (heading.keyword === 'start include') return this.readSet(true);
    if (heading.keyword === 'start exclude') return this.readSet(false);
    if (reader.atWord('uniform')) {
      reader.advance();
      return uniformStart(states.size);
    }
    return this.numbersFollow() ? this.readNumbers() : this.readNames(heading);
  }

  /** Whether probabilities follow: a number that can be no state, or nothing but numbers. */
  private numbersFollow(): boolean {
    const { reader } = this;
    const { begin } = reader.scanner;
    if (reader.atNumber() && !reader.scanner.integer) return true;
    while (reader.atNumber()) reader.advance();
    const only = reader.atListEnd();
    reader.scanner.restart(begin);
    return only && reader.atNumber();
  }

  private readNumbers(): Float64Array | undefined {
    const { reader, states } = this;
    const start = new Float64Array(states.size);
    const { begin } = reader.scanner;
    let last = 0;
    let sum = 0;
    let sound = true;
    const single = this.singleState();
    if (single !== undefined) return single;
    const found = this.fields.numbers(states.size, '', (state, value) => {
      start[state] = value;
      sum += value;
      last = reader.scanner.end;
      if (isProbability(value)) return;
      reader.error('out-of-range', `A probability lies from 0 to 1; \`${reader.text}\` does not.`);
      sound = false;
    });
    if (!sound || found !== states.size) return undefined;
    if (isOne(sum)) return start;
    const message = `The start distribution sums to ${sumText(sum)}, not to 1`;
    if (!isSlip(sum)) {
      reader.error('row-sum', `${message}.`, { begin, end: last });
      return undefined;
    }
    reader.slip(`${message}; it is read divided by its sum.`, { begin, end: last });
    return start.map((probability) => probability / sum);
  }

  /** A lone number that is the name or, where no state is called so, the number of a state. */
  private singleState(): Float64Array | undefined {
    const { reader, states } = this;
    const { scanner } = reader;
    const { begin, end, value, integer } = scanner;
    if (!reader.atNumber()) return undefined;
    const passage = reader.here;
    const named = states.find(begin, end);
    reader.advance();
    const numbered = integer && value < states.size && (states.size > 1 || value === 0);
    if (reader.atNumber() || (named < 0 && !numbered)) {
      scanner.restart(begin);
      return undefined;
    }
    if (named >= 0) return pointStart(states.size, named);
    if (!this.observable)
      reader.lenient(`The one number after \`start:\` is read as state ${states.describe(value)}.`, passage);
    return pointStart(states.size, value);
  }

  private readNames(heading: Heading): Float64Array | undefined {
    const { reader } = this;
    const { begin } = reader.scanner;
    const start = this.readSet(true);
    const several = start && start.filter((probability) => probability > 0).length > 1;
    if (several) {
      const message = '`start:` takes one state; several are read as `start include:`.';
      reader.lenient(message, { begin: heading.begin, end: Math.max(begin, heading.end) });
    }
    return start;
  }

  /** Uniform over the states listed, or over all others. */
  private readSet(include: boolean): Float64Array | undefined {
    const { reader, states } = this;
    const listed = new Uint8Array(states.size);
    let sound = true;
    let empty = true;
    while (!reader.atListEnd()) {
      const state = this.fields.element(states);
      if (state === WILDCARD) listed.fill(1);
      else if (state >= 0) listed[state] = 1;
      else sound = false;
      empty = false;
      if (state === ABSENT) reader.advance();
    }
    if (empty) reader.expected('states', this.fields.inside);
    if (!sound || empty) return undefined;
    const support = listed.filter((mark) => (mark === 1) === include).length;
    if (support > 0) return Float64Array.from(listed, (mark) => ((mark === 1) === include ? 1 / support : 0));
    reader.error('wrong-count', `${this.fields.inside} leaves no state to start in.`, this.fields.passage);
    return undefined;
  }
}

/** Every state equally likely: what a file means that names no start. */
export function uniformStart(states: number): Float64Array {
  return new Float64Array(states).fill(1 / states);
}

function pointStart(states: number, state: number): Float64Array {
  const start = new Float64Array(states);
  start[state] = 1;
  return start;
}
