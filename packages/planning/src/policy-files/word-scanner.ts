import { InputError } from '@pomdp-gym/contracts';
import { quoted } from './quoted.js';

const [TAB, NEWLINE, RETURN, SPACE, HASH, MARK] = [9, 10, 13, 32, 35, 0xfeff];
/** No number of a policy file is longer; what is longer is kept in part, as it is only quoted in an error. */
const LONGEST = 1000;

/**
 * The words of a text that comes in pieces, one after the other, with the place of each. `#` begins a comment. It holds
 * one piece at a time.
 */
export class WordScanner {
  /** The present word, and where it begins, from 1. */
  word = '';
  line = 1;
  column = 1;
  private readonly pieces: Iterator<string>;
  private piece = '';
  private at = 0;
  private lineHere = 1;
  /** What to add to `at` to get the column. */
  private shift = 1;

  constructor(
    pieces: Iterable<string>,
    private readonly filename: string,
  ) {
    this.pieces = pieces[Symbol.iterator]();
  }

  /** Goes on to the next word; false at the end, whose place it then holds. */
  next(): boolean {
    const found = this.skipBlanks();
    [this.line, this.column] = [this.lineHere, this.at + this.shift];
    this.word = '';
    if (found) this.takeWord();
    return found;
  }

  /** Throws what is wrong with the present word: `file:line:column: …`. */
  fail(message: string): never {
    throw new InputError(`${this.filename}:${this.line}:${this.column}: ${message}`);
  }

  /** The present word, as it may stand in a message. */
  quote(): string {
    return quoted(this.word);
  }

  /** Whether there is a character at `at`, in this piece or in the next one. */
  private available(): boolean {
    while (this.at >= this.piece.length) {
      const { done, value } = this.pieces.next();
      if (done) return false;
      this.shift += this.at;
      [this.piece, this.at] = [value, 0];
    }
    return true;
  }

  private skipBlanks(): boolean {
    for (; this.available(); this.at++) {
      const code = this.piece.charCodeAt(this.at);
      if (code === NEWLINE) this.beginLine();
      else if (code === HASH) this.skipComment();
      else if (!isBlank(code)) return true;
    }
    return false;
  }

  private beginLine(): void {
    this.lineHere++;
    this.shift = -this.at;
  }

  /** Comes to stand before the end of the line. */
  private skipComment(): void {
    while (this.available()) {
      const end = this.piece.indexOf('\n', this.at);
      this.at = end < 0 ? this.piece.length : end - 1;
      if (end >= 0) return;
    }
  }

  private takeWord(): void {
    while (this.available()) {
      const begin = this.at;
      while (this.at < this.piece.length && !endsWord(this.piece.charCodeAt(this.at))) this.at++;
      if (this.word.length < LONGEST) this.word += this.piece.slice(begin, this.at);
      else if (this.at > begin) this.word = `${this.word.slice(0, LONGEST)}…`;
      if (this.at < this.piece.length) return;
    }
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === RETURN || code === TAB || code === MARK || code === 11 || code === 12;
}

function endsWord(code: number): boolean {
  return code === NEWLINE || code === HASH || isBlank(code);
}
