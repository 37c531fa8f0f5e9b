import { InputError, shortened } from '@pomdp-gym/contracts';

/** A value of JSON, and where its parts are written. */
export interface ReadJson {
  readonly value: unknown;
  /** `agent.json:7:3`, line and column counted from one: where the part at a path begins, or the nearest part around it. */
  readonly place: (path: readonly PropertyKey[]) => string;
}

/**
 * Reads JSON (RFC 8259) strictly: a key that its object holds already is refused, and so is a nesting of more than 64 levels.
 *
 * @param file how messages name the text.
 * @throws InputError with line and column.
 */
export function readJson(text: string, file: string): ReadJson {
  const at = (offset: number) => placeOf(text, file, offset);
  const value = new JsonReader(text, at).read();
  return { value, place: (path) => at(offsetOf(text, at, path)) };
}

/** Plain JSON as text, indented, in which every number is read back to the bit: −0 keeps its sign. */
export function writeJson(value: unknown): string {
  return `${written(value, '\n')}\n`;
}

/** Lists of numbers stand on one line. */
function written(value: unknown, indent: string): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => written(item, deeper));
    return value.every((item) => typeof item !== 'object' || item === null)
      ? `[${items.join(', ')}]`
      : `[${deeper}${items.join(`,${deeper}`)}${indent}]`;
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, part]) => `${JSON.stringify(key)}: ${written(part, deeper)}`);
  return `{${deeper}${lines.join(`,${deeper}`)}${indent}}`;
}

function placeOf(text: string, file: string, offset: number): string {
  let line = 1;
  let begin = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', begin)) {
    line++;
    begin = end + 1;
  }
  return `${file}:${line}:${offset - begin + 1}`;
}

/** Reads the text again, and stops where the path has been found as far as there is something. */
function offsetOf(text: string, at: (offset: number) => string, path: readonly PropertyKey[]): number {
  let [found, depth] = [0, -1];
  new JsonReader(text, at, (trail, offset) => {
    if (trail.length <= depth || trail.length > path.length) return;
    if (trail.some((key, i) => key !== path[i])) return;
    [found, depth] = [offset, trail.length];
  }).read();
  return found;
}

const DEEPEST = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const BLANKS = /[ \t\r\n]*/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** Called at each value with the keys that lead to it, which are lent, and where it begins: an entry of an object at its key. */
type OnPart = (trail: readonly PropertyKey[], offset: number) => void;

class JsonReader {
  private offset = 0;
  private readonly trail: PropertyKey[] = [];

  constructor(
    private readonly text: string,
    private readonly at: (offset: number) => string,
    private readonly onPart: OnPart = () => undefined,
  ) {}

  read(): unknown {
    this.skipBlanks();
    this.onPart(this.trail, this.offset);
    const value = this.value();
    this.skipBlanks();
    if (this.offset < this.text.length) this.fail('the end of the file');
    return value;
  }

  private value(): unknown {
    this.skipBlanks();
    switch (this.text[this.offset]) {
      case '{':
        return this.nested(() => this.object());
      case '[':
        return this.nested(() => this.list());
      case '"':
        return this.string();
      default:
        return this.word();
    }
  }

  private nested<Value>(read: () => Value): Value {
    if (this.trail.length >= DEEPEST)
      throw new InputError(`${this.at(this.offset)}: Objects and lists nest deeper than ${DEEPEST} levels.`);
    return read();
  }

  private object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.items('}', () => {
      const begin = this.offset;
      if (this.text[begin] !== '"') this.fail('a key in double quotes');
      const key = this.string();
      if (entries.has(key)) throw new InputError(`${this.at(begin)}: The key ${quoted(key)} is given twice.`);
      this.skipBlanks();
      this.take(':');
      entries.set(key, this.part(key, begin));
    });
    return Object.fromEntries(entries);
  }

  private list(): unknown[] {
    const values: unknown[] = [];
    this.items(']', () => values.push(this.part(values.length, this.offset)));
    return values;
  }

  private part(key: PropertyKey, begin: number): unknown {
    this.trail.push(key);
    this.onPart(this.trail, begin);
    const value = this.value();
    this.trail.pop();
    return value;
  }

  /** Reads items with commas between them, from the opening bracket on, until the closing one. */
  private items(close: string, item: () => void): void {
    this.offset++;
    this.skipBlanks();
    if (this.text[this.offset] !== close) {
      for (;;) {
        item();
        this.skipBlanks();
        if (this.text[this.offset] !== ',') break;
        this.offset++;
        this.skipBlanks();
      }
    }
    this.take(close, `a comma or ${close}`);
  }

  private string(): string {
    const begin = this.offset;
    const end = closingQuote(this.text, begin);
    if (end < 0) throw new InputError(`${this.at(begin)}: This text has no closing quote.`);
    this.offset = end + 1;
    try {
      return JSON.parse(this.text.slice(begin, end + 1)) as string;
    } catch (error) {
      const sentence = 'This text holds a control character or an escape that JSON does not have.';
      throw new InputError(`${this.at(begin)}: ${sentence}`, { cause: error });
    }
  }

  private word(): number | boolean | null {
    NUMBER.lastIndex = this.offset;
    const [number] = NUMBER.exec(this.text) ?? [];
    if (number !== undefined) {
      this.offset += number.length;
      return Number(number);
    }
    const word = Object.keys(WORDS).find((each) => this.text.startsWith(each, this.offset));
    if (word === undefined) return this.fail('a value');
    this.offset += word.length;
    return WORDS[word]!;
  }

  private take(character: string, expected = character): void {
    if (this.text[this.offset] !== character) this.fail(expected);
    this.offset++;
  }

  private skipBlanks(): void {
    BLANKS.lastIndex = this.offset;
    this.offset += BLANKS.exec(this.text)?.[0].length ?? 0;
  }

  private fail(expected: string): never {
    const found = this.text.slice(this.offset, this.offset + 20).split(/\s/, 1)[0] ?? '';
    const what = this.offset >= this.text.length ? 'the file ends' : `${quoted(found)} stands`;
    throw new InputError(
      `${this.at(this.offset)}: This is not valid JSON: ${what} where ${expected} is expected.`,
    );
  }
}

/** Where the quote that closes a text is; −1 where there is no such quote. */
function closingQuote(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

function quoted(text: string): string {
  return JSON.stringify(shortened(text, 60));
}
