import type { Random } from '@pomdp-gym/contracts';

/** Characters of the longest mutant. */
const LONGEST = 100_000;

/** What is put in where no word of the text itself is. */
const PIECES = [
  ...[
    '',
    ' ',
    '\n',
    '\0',
    '\u{1f42f}',
    '\ufeff',
    ':',
    '*',
    '#',
    '-',
    '<',
    '>',
    '/>',
    '&',
    '"',
    "'",
    '[',
    '{',
    '}',
    ']',
    ',',
  ],
  ...[
    '1e999',
    '-1',
    '1e-320',
    'NaN',
    '-Inf',
    '99999999',
    '0.5',
    'null',
    'true',
    '__proto__',
    'constructor',
    '!!js/x',
    '&a [*a]',
  ],
  ...[
    'uniform',
    'identity',
    'reset',
    'T: *',
    'R: * : * : * : *',
    'states:',
    '#@pomdp-gym terminal [0]',
    '<![CDATA[',
    '<!--',
    '<Node',
  ],
];

/** A text after one to four edits: something removed, put in, repeated, moved or cut off. */
export function mutant(text: string, random: Random): string {
  let edited = text;
  for (let edits = 1 + below(4, random); edits > 0; edits--) edited = edit(edited, random).slice(0, LONGEST);
  return edited;
}

function edit(text: string, random: Random): string {
  const at = below(text.length + 1, random);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (below(6, random)) {
    case 0:
      return before + after.slice(below(30, random));
    case 1:
      return before + PIECES[below(PIECES.length, random)]! + after;
    case 2:
      return before + PIECES[below(PIECES.length, random)]!.repeat(1 + below(20_000, random)) + after;
    case 3:
      return before + after.slice(0, 1 + below(60, random)).repeat(1 + below(2000, random)) + after;
    case 4:
      return after + before;
    default:
      return before + words(text)[below(words(text).length, random)] + after.slice(below(8, random));
  }
}

function words(text: string): string[] {
  return text.slice(0, 10_000).split(/\s+/);
}

function below(limit: number, random: Random): number {
  return Math.floor(limit * random.uniform());
}
