/** A vector as another program reads it. */
export interface StrictVector {
  readonly action: number;
  readonly seen: number;
  readonly values: readonly number[];
}

const INTEGER = /^\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function number(word: string, pattern: RegExp): number {
  if (!pattern.test(word)) throw new Error(`«${word.slice(0, 40)}» is no number.`);
  return Number(word);
}

/** Reads `.alpha` as pomdp-solve does (`readAlphaList` of `alpha.c`): numbers alone, no comments; an action, S numbers. */
export function readStrictAlpha(text: string, states: number): StrictVector[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.length % (states + 1) !== 0) throw new Error('It ends within a vector.');
  return Array.from({ length: words.length / (states + 1) }, (_, v) => {
    const [action, ...values] = words.slice(v * (states + 1), (v + 1) * (states + 1));
    return { action: number(action!, INTEGER), seen: 0, values: values.map((word) => number(word, REAL)) };
  });
}

/**
 * Reads `.alpha` as zmdp does (`MaxPlanesLowerBound::readFromCassandraAlphaFile`): until the end of the file is reached, which is
 * while the last number is read only where nothing follows it.
 */
export function readAlphaAsZmdp(text: string, states: number): StrictVector[] {
  if (/\s$/.test(text)) throw new Error('Blanks after the last number are read as one more vector.');
  return readStrictAlpha(text, states);
}

/** Reads `.pg` as the documentation of pomdp-solve has it: a node a line, its number, its action, a node an observation. */
export function readStrictGraph(text: string, observations: number): number[][] {
  const lines = text.replace(/\n$/, '').split('\n');
  const nodes = lines.map((line) => line.split(/[ \t]+/).map((word) => number(word, INTEGER)));
  nodes.forEach(([id, , ...next], n) => {
    if (id !== n || next.length !== observations) throw new Error(`Line ${n + 1} is no node.`);
    if (next.some((to) => to >= nodes.length)) throw new Error(`Line ${n + 1} leads nowhere.`);
  });
  return nodes;
}

/** A tag of more characters does not fit in APPL's buffer. */
const LONGEST_TAG = 2047;

/**
 * Reads `.policy` as APPL does (`AlphaVectorPolicy::readFromFile`): a declaration, `Policy`, `AlphaVector` with the length of the
 * hidden part, then dense vectors alone, each with its action and value of the observed variable and exactly so many
 * words between blanks; every value of the observed variable has one.
 */
export function readStrictPolicy(text: string, hidden: number, seenValues: number): StrictVector[] {
  const tags = [...text.matchAll(/<([^<>]*)>([^<]*)/g)].map(([, tag, content]) => ({
    tag: tag!,
    content: content!,
  }));
  if (tags.some(({ tag }) => tag.length > LONGEST_TAG)) throw new Error('A tag is too long.');
  const [declaration, policy, set, ...rest] = tags;
  if (!declaration?.tag.startsWith('?xml')) throw new Error('It has no declaration.');
  if (!policy?.tag.startsWith('Policy ') || attribute(policy.tag, 'type') !== 'value')
    throw new Error('No policy.');
  if (!set?.tag.startsWith('AlphaVector ') || Number(attribute(set.tag, 'vectorLength')) !== hidden)
    throw new Error('Vector length does not match problem unobserved state size');
  const vectors: StrictVector[] = [];
  for (let at = 0; rest[at]?.tag !== '/AlphaVector'; at += 2) {
    vectors.push(vectorOf(rest[at], hidden));
    if (rest[at + 1]?.tag !== '/Vector') throw new Error('A vector has no end.');
  }
  if (rest.at(-1)?.tag !== '/Policy') throw new Error('The policy has no end.');
  if (vectors.some(({ seen }) => seen >= seenValues)) throw new Error('Policy file has more observed state');
  if (new Set(vectors.map(({ seen }) => seen)).size < seenValues) throw new Error('A value has no vector.');
  if (Number(attribute(set.tag, 'numVectors')) !== vectors.length) throw new Error('The count is wrong.');
  return vectors;
}

function vectorOf(element: { tag: string; content: string } | undefined, length: number): StrictVector {
  const { tag = '', content = '' } = element ?? {};
  if (!tag.startsWith('Vector ')) throw new Error(`«${tag.slice(0, 40)}» is no dense vector.`);
  if (!/\s$/.test(content)) throw new Error('The last number and the closing tag are one word.');
  const words = content.trim().split(/\s+/);
  if (words.length !== length) throw new Error(`A vector has ${words.length} numbers.`);
  const [action, seen] = ['action', 'obsValue'].map((name) => number(attribute(tag, name), INTEGER));
  return { action: action!, seen: seen!, values: words.map((word) => number(word, REAL)) };
}

function attribute(tag: string, name: string): string {
  const found = new Map(Array.from(tag.matchAll(/([\w:]+)="([^"]*)"/g), ([, key, value]) => [key!, value!]));
  for (const [key, value] of found)
    if (value === '') throw new Error(`APPL takes no attribute after the empty ${key}.`);
  const value = found.get(name);
  if (value === undefined) throw new Error(`There is no ${name} in «${tag.slice(0, 40)}».`);
  return value;
}
