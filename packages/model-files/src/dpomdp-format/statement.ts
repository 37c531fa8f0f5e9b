import { grouped, shortened } from '@pomdp-gym/contracts';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { isNumber, passageOf, type TextLine, type TextLines, type Token } from './text-lines.js';

/** A `T:`, `O:` or `R:` statement: what stands between its colons on the line that begins it. */
export interface Statement {
  readonly line: TextLine;
  /** At least one; the last one may be empty. */
  readonly fields: readonly (readonly Token[])[];
  /** The statement up to its values, in backquotes. */
  readonly inside: string;
}

/** How many words of a statement a message names, and how many letters of each. */
const SHOWN = 12;
const SHOWN_LETTERS = 60;

/** Words that stand for a whole table. */
const VALUE_WORDS = ['uniform', 'identity'];

/** Cuts a line behind its heading at the colons. */
export function statementOf(line: TextLine): Statement {
  const fields: Token[][] = [[]];
  for (const token of line.tokens.slice(2)) {
    if (token.text === ':') fields.push([]);
    else fields.at(-1)!.push(token);
  }
  const words = line.tokens.slice(0, SHOWN).map(({ text }) => shortened(text, SHOWN_LETTERS));
  const shown = line.tokens.length > SHOWN ? [...words, '…'] : words;
  return { line, fields, inside: `\`${shown.join(' ').replace(' :', ':')}\`` };
}

/** The values behind the fields of a statement. */
export type StatementValues =
  | { readonly word: string; readonly where: Passage }
  | { readonly numbers: readonly Token[]; readonly where: Passage };

/** Reads what belongs to a statement from the lines that follow it. */
export class StatementReader {
  constructor(
    private readonly lines: TextLines,
    private readonly diagnostics: DiagnosticCollector,
  ) {}

  /**
   * The values of a row or of a matrix: a word, or rows of so many numbers each, a line each. Undefined, with a complaint,
   * where there is something else.
   */
  values(statement: Statement, rows: number, width: number): StatementValues | undefined {
    const inline = statement.fields.length > 1 ? statement.fields.at(-1)! : [];
    if (statement.fields.length === 1)
      this.lenient(passageOf(statement.line.tokens), `${statement.inside} is read with a colon at its end.`);
    else if (inline.length > 0)
      this.lenient(passageOf(inline), `The values of ${statement.inside} belong on the lines below.`);
    const found = [...inline, ...this.below(rows * width - inline.length, width)];
    const [first] = found;
    if (first && VALUE_WORDS.includes(first.text)) return this.word(statement, found);
    return this.numbers(statement, found, rows, width);
  }

  /** The one number behind all fields, which stands on the line itself. */
  number(statement: Statement): Token | undefined {
    const [token, ...more] = statement.fields.at(-1)!;
    if (token && more.length === 0 && isNumber(token)) return token;
    const message = `${statement.inside} takes one number behind its last colon.`;
    this.diagnostics.error('wrong-count', statement.line, message);
    return undefined;
  }

  /** The tokens of the lines below, up to a line with a colon, or until there are enough. */
  private below(count: number, width: number): Token[] {
    const { lines } = this;
    const found: Token[] = [];
    let uneven: TextLine | undefined;
    while (lines.current && (found.length < count || count <= 0)) {
      const { tokens } = lines.current;
      if (tokens.some(({ text }) => text === ':') || count <= 0) break;
      if (tokens.length !== width && isNumber(tokens[0]!)) uneven ??= lines.current;
      for (const token of tokens) found.push(token);
      lines.advance();
      if (VALUE_WORDS.includes(tokens[0]!.text)) return found;
    }
    if (uneven && found.length === count)
      this.lenient(
        uneven,
        `A line holds one row of ${grouped(width)} numbers; this one is read on as it is.`,
      );
    return found;
  }

  private word(statement: Statement, [first, second]: readonly Token[]): StatementValues | undefined {
    if (!second) return { word: first!.text, where: first! };
    const message = `${statement.inside} takes \`${first!.text}\` alone, and \`${second.text}\` follows.`;
    this.diagnostics.error('syntax', second, message);
    return undefined;
  }

  private numbers(
    { inside, line }: Statement,
    found: readonly Token[],
    rows: number,
    width: number,
  ): StatementValues | undefined {
    const wrong = found.find((token) => !isNumber(token));
    const expected = rows * width;
    if (wrong) {
      const advice = /^[-+]?inf/i.test(wrong.text) ? ' Numbers are finite.' : '';
      this.diagnostics.error(
        'syntax',
        wrong,
        `${inside} needs a number here, not \`${wrong.text}\`.${advice}`,
      );
    } else if (found.length === expected) return { numbers: found, where: passageOf(found) };
    else {
      const shape = rows === 1 ? '' : ` (${grouped(rows)} rows of ${grouped(width)})`;
      const count = found.length === 0 ? 'none' : grouped(found.length);
      const kind = this.lines.current ? 'wrong-count' : 'cut-short';
      this.diagnostics.error(
        kind,
        line,
        `${inside} takes ${grouped(expected)} numbers${shape}, not ${count}.`,
      );
    }
    return undefined;
  }

  private lenient(where: Passage, message: string): void {
    this.diagnostics.warning('leniency', where, message);
  }
}
