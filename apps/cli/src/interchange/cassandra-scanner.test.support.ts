/** What the scanner of pomdp-solve, APPL and zmdp (they share it) makes of a file. */
export interface CassandraToken {
  readonly kind: 'integer' | 'real' | 'word' | 'mark';
  readonly text: string;
}

const PATTERNS: readonly (readonly [CassandraToken['kind'], RegExp])[] = [
  ['real', /\d+(?:\.\d*(?:[eE][+-]?\d+)?|(?:\.\d*)?[eE][+-]?\d+)/y],
  ['integer', /\d+/y],
  ['word', /[A-Za-z][A-Za-z0-9_-]*/y],
  ['mark', /[*\-+:]/y],
];

/** The tokens of a `.POMDP` file by the rules of `scanner.l` of pomdp-solve 5.5; throws for a character it does not take. */
export function cassandraTokens(text: string): CassandraToken[] {
  const tokens: CassandraToken[] = [];
  const blank = /(?:[ \t\r\n]|#[^\n]*)+/y;
  for (let at = 0; at < text.length;) {
    blank.lastIndex = at;
    const skipped = blank.exec(text);
    if (skipped) at += skipped[0].length;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number): CassandraToken {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  throw new Error(`The scanner takes no ${JSON.stringify(text[at])} at ${at}.`);
}
