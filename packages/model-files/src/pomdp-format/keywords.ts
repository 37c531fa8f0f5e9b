/** What a part of a `.POMDP` file begins with, each followed by a colon. */
export const KEYWORDS = [
  'discount',
  'values',
  'states',
  'actions',
  'observations',
  'start',
  'start include',
  'start exclude',
  'T',
  'O',
  'R',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

/** A word that heads a part of a file. */
export interface KeywordReading {
  readonly keyword: Keyword;
  /** Whether it is spelled as it should be. */
  readonly exact: boolean;
}

/** Spellings that can mean one thing only, in small letters. */
const lenient: readonly [string, Keyword][] = [
  ['discounts', 'discount'],
  ['value', 'values'],
  ['state', 'states'],
  ['action', 'actions'],
  ['observation', 'observations'],
  ['tt', 'T'],
  ['oo', 'O'],
  ['rr', 'R'],
];

const exactly = new Map(
  KEYWORDS.map((keyword): [string, KeywordReading] => [keyword, { keyword, exact: true }]),
);
const roughly = new Map(
  [...KEYWORDS.map((keyword): [string, Keyword] => [keyword.toLowerCase(), keyword]), ...lenient].map(
    ([word, keyword]): [string, KeywordReading] => [word, { keyword, exact: false }],
  ),
);

/** The keyword a word is, or can only be meant for. */
export function keywordOf(word: string): KeywordReading | undefined {
  return exactly.get(word) ?? roughly.get(word.toLowerCase());
}
