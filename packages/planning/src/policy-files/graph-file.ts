import { BeliefTracker } from '../belief-tracker.js';
import type { PlanningModel } from '../planning-model.js';
import type { PolicyGraph, PolicyNode } from '../policy-graph.js';
import { failAt } from './file-place.js';

/**
 * Writes a policy graph as Cassandra's pomdp-solve does (`.pg`): a line a node, with its number, its action and the node
 * after each observation, `-` where none can follow. Where to begin is a comment of our own: `#@pomdp-gym start Y N`,
 * node N after first observation Y.
 */
export function writeGraphFile({ nodes, start }: PolicyGraph): string {
  const begins = [...start].map(([y, n]) => `#@pomdp-gym start ${y} ${n}\n`);
  const lines = nodes.map(({ action, next }, n) => {
    return `${n} ${action} ${Array.from(next, (to) => (to < 0 ? '-' : to)).join(' ')}\n`;
  });
  return [...begins, ...lines].join('');
}

/** A word and where it stands. */
interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A node as the file has it. */
interface Line {
  readonly action: number;
  readonly next: readonly (Word & { readonly node: number })[];
}

/**
 * Reads such a file; throws an InputError with the place of what is wrong. Without our comment it begins at node 0. `#`
 * begins a comment.
 */
export function parseGraphFile(text: string, filename: string, model: PlanningModel): PolicyGraph {
  const reader = new GraphFileReader(text, filename, model);
  return new BlockAssignment(model, reader.lines(), reader).assign(reader.starts());
}

class GraphFileReader {
  constructor(
    private readonly text: string,
    private readonly filename: string,
    private readonly model: PlanningModel,
  ) {}

  lines(): Line[] {
    const rows: Word[][] = [];
    for (const line of this.text.matchAll(/[^\n]+/g)) {
      const words = Array.from(line[0].replace(/#.*/, '').matchAll(/\S+/g), (word): Word => {
        return { text: word[0], offset: line.index + word.index };
      });
      if (words.length > 0) rows.push(words);
    }
    if (rows.length === 0 && this.model.states > 0) this.fail(0, 'The file holds no nodes.');
    return rows.map((words, n) => this.line(words, n, rows.length));
  }

  private line(words: readonly Word[], n: number, nodes: number): Line {
    const { observations, actions } = this.model;
    const [number, action, ...next] = words;
    if (Number(number!.text) !== n)
      this.fail(number!.offset, `Here node ${n} is expected, not ${number!.text}.`);
    if (words.length !== observations + 2) {
      const found = Math.max(0, words.length - 2);
      this.fail(
        number!.offset,
        `Node ${n} names ${found} nodes to go on from; the model has ${observations} observations.`,
      );
    }
    return {
      action: this.whole(action!, actions, 'an action'),
      next: next.map((word) => ({
        ...word,
        node: word.text === '-' ? -1 : this.whole(word, nodes, 'a node'),
      })),
    };
  }

  private whole({ text, offset }: Word, count: number, what: string): number {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0 && value < count) return value;
    return this.fail(offset, `Here ${what} from 0 to ${count - 1} is expected, not ${text}.`);
  }

  /** The node that the file begins at, by first observation. */
  starts(): ReadonlyMap<number, number> {
    const pattern = /^#@pomdp-gym start (\d+) (\d+)[ \t]*$/gm;
    return new Map(Array.from(this.text.matchAll(pattern), ([, y, n]) => [Number(y), Number(n)]));
  }

  fail(offset: number, message: string): never {
    return failAt(this.filename, this.text, offset, message);
  }
}

/** Gives each node the block of states it is for: a node that is used in several becomes as many. */
class BlockAssignment {
  private readonly pairs: { readonly line: number; readonly block: number }[] = [];
  private readonly placeOf = new Map<string, number>();
  private readonly tracker: BeliefTracker;

  constructor(
    private readonly model: PlanningModel,
    private readonly lines: readonly Line[],
    private readonly reader: GraphFileReader,
  ) {
    this.tracker = new BeliefTracker(model);
  }

  assign(starts: ReadonlyMap<number, number>): PolicyGraph {
    const start = new Map<number, number>();
    for (const { observation, states } of this.model.roots) {
      const line = starts.get(observation) ?? 0;
      if (line >= this.lines.length)
        this.reader.fail(0, `It begins at node ${line}, which it does not have.`);
      start.set(observation, this.place(line, this.model.blockOf[states[0]!]!));
    }
    const nodes: PolicyNode[] = [];
    for (let n = 0; n < this.pairs.length; n++) nodes.push(this.node(n));
    return { nodes, start };
  }

  private place(line: number, block: number): number {
    const key = `${line};${block}`;
    const known = this.placeOf.get(key);
    if (known !== undefined) return known;
    this.placeOf.set(key, this.pairs.length);
    return this.pairs.push({ line, block }) - 1;
  }

  private node(n: number): PolicyNode {
    const { line, block } = this.pairs[n]!;
    const { action, next } = this.lines[line]!;
    return {
      action,
      block,
      next: Int32Array.from(next, ({ node, offset }, y) => {
        const entered = this.blockAfter(block, action, y);
        if (entered < 0) return -1;
        if (node >= 0) return this.place(node, entered);
        return this.reader.fail(offset, `Observation ${y} may follow here, so a node is expected, not -.`);
      }),
    };
  }

  /** The block that the states of a block lead to, −1 where the observation cannot follow or nothing is left to earn. */
  private blockAfter(block: number, action: number, y: number): number {
    const begin = this.model.blockStart[block]!;
    const size = this.model.blockStart[block + 1]! - begin;
    const states = Int32Array.from({ length: size }, (_, i) => begin + i);
    this.tracker.set(states, new Float64Array(size).fill(1 / size));
    this.tracker.update(action, y);
    return this.tracker.block;
  }
}
