import type { Passage } from '../diagnostic-collector.js';

/** A word, a colon or a star of a line, and where it stands. */
export interface Token extends Passage {
  readonly text: string;
}

/** A line that holds something besides a comment. */
export interface TextLine extends Passage {
  /** At least one. */
  readonly tokens: readonly Token[];
}

/** The lines of a text, one after the other: the format is read line by line. */
export class TextLines {
  /** The comments that stand on lines of their own and begin with `#@`. */
  readonly annotations: Passage[] = [];
  /** Where comments begin that stand behind something else. */
  readonly trailing: Passage[] = [];
  /** The line that is read next; undefined at the end. */
  current: TextLine | undefined;
  private at = 0;

  constructor(private readonly text: string) {
    this.advance();
  }

  /** The end of the text, as a passage. */
  get end(): Passage {
    return { begin: this.text.length, end: this.text.length };
  }

  /** Goes to the next line that holds something. */
  advance(): void {
    const { text } = this;
    this.current = undefined;
    while (this.at < text.length && !this.current) {
      const begin = this.at;
      const lineEnd = text.indexOf('\n', begin);
      const end = lineEnd < 0 ? text.length : lineEnd;
      this.at = end + 1;
      this.current = this.lineOf(begin, end);
    }
  }

  private lineOf(begin: number, end: number): TextLine | undefined {
    const line = this.text.slice(begin, end);
    const hash = line.indexOf('#');
    const tokens = tokensOf(hash < 0 ? line : line.slice(0, hash), begin);
    const [first] = tokens;
    const comment = { begin: begin + hash, end };
    if (first) {
      if (hash >= 0) this.trailing.push(comment);
      return { begin: first.begin, end: tokens.at(-1)!.end, tokens };
    }
    if (hash >= 0 && line[hash + 1] === '@') this.annotations.push(comment);
    return undefined;
  }
}

function tokensOf(line: string, begin: number): Token[] {
  return [...line.matchAll(/[:*]|[^\s:*]+/g)].map(({ 0: text, index }) => ({
    text,
    begin: begin + index,
    end: begin + index + text.length,
  }));
}

/** Whether a token is a number, as a reward or a probability. */
export function isNumber({ text }: Token): boolean {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
}

/** Whether a token is the index of something. */
export function isIndex({ text }: Token): boolean {
  return /^\d+$/.test(text);
}

/** The passage from the first of some tokens to the last. */
export function passageOf(tokens: readonly Token[]): Passage {
  return { begin: tokens[0]!.begin, end: tokens.at(-1)!.end };
}
