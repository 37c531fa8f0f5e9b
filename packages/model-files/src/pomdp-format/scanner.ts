/** The kinds of token of a `.POMDP` file. */
export const END = 0;
export const NAME = 1;
export const NUMBER = 2;
export const COLON = 3;
export const STAR = 4;

const OTHER = 0;
const SPACE = 1;
const DELIMITER = 2;
const HASH = 3;

/** What each byte is; every byte but OTHER ends a name or a number. */
const classOf = new Uint8Array(256);
for (const character of ' \t\n\v\f\r') classOf[character.charCodeAt(0)] = SPACE;
for (const character of ':*') classOf[character.charCodeAt(0)] = DELIMITER;
classOf['#'.charCodeAt(0)] = HASH;

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const LINE_FEED = 10;

const LETTERS = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const latin1 = new TextDecoder('latin1');

/** 10⁰ … 10²²: the powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Cuts a `.POMDP` file into tokens, byte by byte, without making a string or an object a token. */
export class PomdpScanner {
  kind = END;
  /** The token is bytes [begin, end). */
  begin = 0;
  end = 0;
  /** Of a NUMBER: its value, rounded as `Number` rounds it, and whether it is digits only. */
  value = 0;
  integer = false;
  /** Where comments begin that start with `#@`. */
  readonly annotations: number[] = [];

  constructor(readonly bytes: Uint8Array) {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (marked) this.end = 3; // the byte order mark that some editors put first
  }

  /** Reads the next token and returns its kind. */
  advance(): number {
    const { bytes } = this;
    const begin = this.skipBlank(this.end, true);
    this.begin = begin;
    if (begin >= bytes.length) {
      this.end = bytes.length;
      return (this.kind = END);
    }
    const first = bytes[begin]!;
    if (classOf[first] === DELIMITER) {
      this.end = begin + 1;
      return (this.kind = first === 42 ? STAR : COLON);
    }
    const perhapsNumber =
      first <= 57 && (first >= ZERO || first === MINUS || first === POINT || first === PLUS);
    if (perhapsNumber && this.scanNumber(begin)) return (this.kind = NUMBER);
    this.end = this.endOfName(begin);
    return (this.kind = NAME);
  }

  /** Whether the next token is a colon. */
  colonFollows(): boolean {
    return this.bytes[this.skipBlank(this.end, false)] === 58;
  }

  /** Goes back (or on) to an offset between tokens and reads the token there. */
  restart(offset: number): number {
    this.end = offset;
    return this.advance();
  }

  /** The current token as text, meant for short words: bytes beyond ASCII come out one character each. */
  word(): string {
    if (this.end - this.begin === 1) return LETTERS[this.bytes[this.begin]!]!;
    return latin1.decode(this.bytes.subarray(this.begin, this.end));
  }

  /** Makes the number just read one with the sign at `begin`. */
  join(begin: number, negative: boolean): void {
    this.begin = begin;
    this.integer = false;
    if (negative) this.value = -this.value;
  }

  private skipBlank(from: number, note: boolean): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length; at++) {
      const kind = classOf[bytes[at]!]!;
      if (kind === HASH) {
        if (note && bytes[at + 1] === 64) this.note(at);
        const line = bytes.indexOf(LINE_FEED, at);
        if (line < 0) return bytes.length;
        at = line;
      } else if (kind !== SPACE) break;
    }
    return at;
  }

  /** Comments can be passed more than once: a restart goes over them again. */
  private note(offset: number): void {
    if (offset > (this.annotations.at(-1) ?? -1)) this.annotations.push(offset);
  }

  private endOfName(begin: number): number {
    const { bytes } = this;
    let at = begin + 1;
    while (at < bytes.length && classOf[bytes[at]!] === OTHER) at++;
    return at;
  }

  // Of the number being scanned: its digits without the point, how many of them count, and the exponent after its `e`.
  private mantissa = 0;
  private significant = 0;
  private scale = 0;

  /** Takes the token at `begin` for a number, if it is one from end to end. */
  private scanNumber(begin: number): boolean {
    const { bytes } = this;
    this.mantissa = this.significant = this.scale = 0;
    const sign = bytes[begin]!;
    const whole = sign === MINUS || sign === PLUS ? begin + 1 : begin;
    let at = this.scanDigits(whole);
    let digits = at - whole;
    let fraction = 0;
    const integer = at;
    if (bytes[at] === POINT) {
      at = this.scanDigits(at + 1);
      fraction = at - integer - 1;
      digits += fraction;
    }
    if (digits === 0) return false;
    if (!this.ends(at)) at = this.scanExponent(at);
    if (at < 0) return false;
    this.end = at;
    this.integer = whole === begin && at === integer;
    this.value = this.assemble(begin, this.scale - fraction, sign === MINUS);
    return true;
  }

  /** Adds the digits from `from` on to the mantissa and returns where they end. */
  private scanDigits(from: number): number {
    const { bytes } = this;
    let { mantissa, significant } = this;
    let at = from;
    for (; at < bytes.length; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
      if (mantissa > 0) significant++;
    }
    this.mantissa = mantissa;
    this.significant = significant;
    return at;
  }

  /** Reads an exponent such as `e±12` at `from`; returns its end, or −1 if there is no exponent or more text follows it. */
  private scanExponent(from: number): number {
    const { bytes } = this;
    if ((bytes[from]! | 32) !== 101) return -1;
    let at = from + 1;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    const first = at;
    let scale = 0;
    for (; bytes[at]! >= ZERO && bytes[at]! <= 57; at++)
      scale = Math.min(scale * 10 + bytes[at]! - ZERO, 1e6);
    this.scale = negative ? -scale : scale;
    return at > first && this.ends(at) ? at : -1;
  }

  /** Whether a token that reaches up to here is complete. */
  private ends(at: number): boolean {
    return at >= this.bytes.length || classOf[this.bytes[at]!] !== OTHER;
  }

  /**
   * mantissa · 10^exponent, correctly rounded: with at most 15 digits and a power of ten that is exact, one operation
   * rounds once (W. D. Clinger, How to read floating point numbers accurately, 1990); anything else is left to `Number`.
   */
  private assemble(begin: number, exponent: number, negative: boolean): number {
    if (this.significant > 15 || exponent < -22 || exponent > 22) {
      return Number(latin1.decode(this.bytes.subarray(begin, this.end)));
    }
    const { mantissa } = this;
    const value = exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent]! : mantissa * POWERS_OF_TEN[exponent]!;
    return negative ? -value : value;
  }
}
