import { nearest } from '@pomdp-gym/contracts';
import type { DiagnosticKind } from '../diagnostic.js';
import { excerpt } from '../text-positions.js';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { keywordOf, KEYWORDS, type Keyword } from './keywords.js';
import { COLON, END, NAME, NUMBER, PomdpScanner, STAR } from './scanner.js';

/** A keyword with its colon, as found at the current token. */
export interface Heading extends Passage {
  readonly keyword: Keyword;
  readonly exact: boolean;
}

const HASH = 35;
const COLON_SIGN = 58;
const PLUS = 43;
const MINUS = 45;

/** The longest keyword, `start include`, has 13 letters. */
const LONGEST_KEYWORD = 13;

/** The most bytes of words that are taken together for an unknown heading; a message quotes 40 characters. */
const LONGEST_PHRASE = 40;

/** The tokens of a file with what the grammar asks of them everywhere: headings, recovery, and complaints with a place. */
export class TokenReader {
  readonly scanner: PomdpScanner;

  constructor(
    bytes: Uint8Array,
    private readonly diagnostics: DiagnosticCollector,
  ) {
    this.scanner = new PomdpScanner(bytes);
    this.scanner.advance();
  }

  /** The current token as a passage. */
  get here(): Passage {
    return { begin: this.scanner.begin, end: this.scanner.end };
  }

  /** The current token as text. */
  get text(): string {
    return excerpt(this.scanner.bytes, this.scanner.begin, this.scanner.end);
  }

  error(kind: DiagnosticKind, message: string, where: Passage = this.here): void {
    this.diagnostics.error(kind, where, message);
  }

  /** Something that no standard allows, read all the same because it can mean one thing only. */
  lenient(message: string, where: Passage = this.here): void {
    this.diagnostics.warning('leniency', where, message);
  }

  /** A sum that is not quite one. */
  slip(message: string, where: Passage): void {
    this.diagnostics.warning('row-sum', where, message);
  }

  /** Complains that something else was due here: the file ends, or the next part begins, or a token is out of place. */
  expected(what: string, inside: string): void {
    if (this.scanner.kind === END) {
      this.error('cut-short', `The file ends inside ${inside}, where ${what} is due.`);
    } else this.error('syntax', `${capital(inside)} needs ${what} here, not \`${this.text}\`.`);
  }

  /** The heading that begins at the current token; undefined where none does. Moves nothing. */
  heading(): Heading | undefined {
    const { scanner } = this;
    const length = scanner.end - scanner.begin;
    if (scanner.kind !== NAME || length > LONGEST_KEYWORD) return undefined;
    if (!scanner.colonFollows()) return length === 5 ? this.startHeading() : undefined;
    const found = keywordOf(scanner.word());
    return found && { keyword: found.keyword, exact: found.exact, begin: scanner.begin, end: scanner.end };
  }

  /** Whether a list ends here: at a heading, at what is meant for one (words with a colon), or at the end. */
  atListEnd(): boolean {
    const { kind } = this.scanner;
    if (kind === END) return true;
    if (kind !== NAME) return false;
    return this.scanner.colonFollows() || this.heading() !== undefined || this.phrase() !== undefined;
  }

  /** Moves past a heading and its colon. */
  enter(heading: Heading): void {
    if (!heading.exact) {
      this.lenient(`\`${this.excerpt(heading)}:\` is read as \`${heading.keyword}:\`.`, heading);
    }
    this.scanner.restart(heading.end); // the colon
    this.scanner.advance();
  }

  /** Moves past everything up to the next heading. */
  skipToHeading(): void {
    const { scanner } = this;
    let afterColon = false;
    while (scanner.kind !== END) {
      if (!afterColon && this.heading()) return;
      afterColon = scanner.kind === COLON;
      scanner.advance();
    }
  }

  /** Complains about what stands where only a heading may, and moves past it. */
  skipStray(): void {
    const { scanner } = this;
    const phrase = scanner.kind === NAME ? this.phrase() : undefined;
    const unknown = scanner.kind === NAME && scanner.colonFollows();
    if (phrase) this.error('stray', this.unknownHeading(this.excerpt(phrase)), phrase);
    else if (unknown) this.error('stray', this.unknownHeading(this.text));
    else this.error('stray', `\`${this.text}\` belongs to nothing: a heading such as \`T:\` is due here.`);
    scanner.advance();
    if (unknown) scanner.advance();
    this.skipToHeading();
  }

  /** Whether the current token is a number; a sign set apart from its digits is taken as one token with them. */
  atNumber(): boolean {
    const { scanner } = this;
    if (scanner.kind !== NAME || scanner.end - scanner.begin !== 1) return scanner.kind === NUMBER;
    const { begin } = scanner;
    const negative = scanner.bytes[begin] === MINUS;
    if (!negative && scanner.bytes[begin] !== PLUS) return false;
    const unsigned = scanner.advance() === NUMBER && scanner.bytes[scanner.begin]! > MINUS;
    if (!unsigned) scanner.restart(begin);
    else scanner.join(begin, negative);
    return unsigned;
  }

  /** Whether the current token is this very word. */
  atWord(word: string): boolean {
    const { kind, begin, end, bytes } = this.scanner;
    if (kind !== NAME || end - begin !== word.length) return false;
    for (let at = 0; at < word.length; at++) if (bytes[begin + at] !== word.charCodeAt(at)) return false;
    return true;
  }

  get atStar(): boolean {
    return this.scanner.kind === STAR;
  }

  get atColon(): boolean {
    return this.scanner.kind === COLON;
  }

  get atEnd(): boolean {
    return this.scanner.kind === END;
  }

  advance(): void {
    this.scanner.advance();
  }

  private excerpt({ begin, end }: Passage): string {
    return excerpt(this.scanner.bytes, begin, end);
  }

  /** `start include` or `start exclude`, where its first word is the current token. */
  private startHeading(): Heading | undefined {
    const { scanner } = this;
    const { begin } = scanner;
    const first = scanner.word();
    if (first.toLowerCase() !== 'start') return undefined;
    scanner.advance();
    const second = scanner.kind === NAME && scanner.colonFollows() && keywordOf(`${first} ${scanner.word()}`);
    const { end } = scanner;
    scanner.restart(begin);
    return second ? { keyword: second.keyword, exact: second.exact, begin, end } : undefined;
  }

  /** Several words that begin a line, end in a colon and hold no heading, as `label 0:`; the colon is left out. */
  private phrase(): Passage | undefined {
    const { bytes, begin } = this.scanner;
    if (!beginsLine(bytes, begin)) return undefined;
    const end = Math.min(bytes.length, begin + LONGEST_PHRASE);
    const colon = bytes
      .subarray(begin, end)
      .findIndex((byte) => byte < 32 || byte === HASH || byte === COLON_SIGN);
    if (colon < 0 || bytes[begin + colon] !== COLON_SIGN) return undefined;
    const words = this.excerpt({ begin, end: begin + colon })
      .trim()
      .split(/ +/);
    if (words.length < 2 || keywordOf(words.at(-1)!) || keywordOf(words.slice(-2).join(' ')))
      return undefined;
    return { begin, end: begin + colon };
  }

  private unknownHeading(words: string): string {
    const [near] = nearest(words, KEYWORDS);
    const hint = near ? `did you mean \`${near}:\`?` : `a part begins with one of ${KEYWORDS.join(', ')}.`;
    return `\`${words}:\` begins no part of a model; ${hint}`;
  }
}

/** Whether nothing but blanks stands before this place on its line; more than a few are not looked through. */
function beginsLine(bytes: Uint8Array, place: number): boolean {
  for (let at = place - 1; at >= Math.max(0, place - LONGEST_PHRASE); at--) {
    if (bytes[at] === 10 || bytes[at] === 13) return true;
    if (bytes[at] !== 32 && bytes[at] !== 9) return false;
  }
  return place <= LONGEST_PHRASE;
}

/** The sentence with its first letter large. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
