import { InputError } from '@pomdp-gym/contracts';

/** A policy graph as a `.pg` file has it: nodes with an action, and the node that follows after each observation. */
export interface PolicyGraphText {
  readonly nodes: readonly { readonly action: number; readonly next: readonly (number | undefined)[] }[];
  /** The first node after each first observation; node 0 after those that the file does not name. */
  readonly start: ReadonlyMap<number, number>;
}

/**
 * Reads the text of a policy graph in the format of pomdp-solve: a line a node, with its number, its action and the node
 * after each observation, `-` where none follows. `#` begins a comment; `#@pomdp-gym start Y N` says that node N is the first
 * after first observation Y. Throws an InputError with the line of what is wrong.
 *
 * @param observations how many observations a line may name: one of these numbers.
 */
export function readPolicyGraph(
  text: string,
  observations: readonly number[],
  actions: number,
): PolicyGraphText {
  const lines = text
    .split('\n')
    .map((line, i) => ({ words: line.replace(/#.*/, '').trim().split(/\s+/), number: i + 1 }))
    .filter(({ words }) => words[0] !== '');
  if (lines.length === 0) throw new InputError('The policy graph has no nodes.');
  const nodes = lines.map(({ words, number }, n) => {
    const [own, action, ...next] = words;
    const whole = (word: string | undefined, count: number, what: string) =>
      wholeBelow(word, count, what, number);
    if (own !== String(n)) fail(number, `node ${n} is expected, not ${own}`);
    if (!observations.includes(next.length) || next.length !== lines[0]!.words.length - 2) {
      fail(
        number,
        `node ${n} names ${next.length} nodes to go on from, and there are ${observations.join(' or ')} observations`,
      );
    }
    return {
      action: whole(action, actions, 'an action'),
      next: next.map((word) => (word === '-' ? undefined : whole(word, lines.length, 'a node'))),
    };
  });
  return { nodes, start: startsOf(text, nodes.length) };
}

function startsOf(text: string, nodes: number): Map<number, number> {
  const named = Array.from(text.matchAll(/^#@pomdp-gym start (\d+) (\d+)[ \t\r]*$/gm));
  return new Map(
    named.map(([line, y, n]) => {
      if (Number(n) >= nodes)
        throw new InputError(`The policy graph has ${nodes} nodes, and says "${line}".`);
      return [Number(y), Number(n)];
    }),
  );
}

function wholeBelow(word: string | undefined, count: number, what: string, line: number): number {
  const value = Number(word);
  if (Number.isInteger(value) && value >= 0 && value < count) return value;
  return fail(line, `${what} from 0 to ${count - 1} is expected, not ${word}`);
}

function fail(line: number, what: string): never {
  throw new InputError(`In line ${line} of the policy graph ${what}.`);
}
