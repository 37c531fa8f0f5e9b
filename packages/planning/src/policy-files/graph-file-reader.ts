import type { PlanningModel } from '../planning-model.js';
import { failAt } from './file-place.js';
import { foreignFormat } from './foreign-format.js';
import { quoted } from './quoted.js';

const XML =
  'This is XML, and a .pg file is a line of numbers a node. Name the file .policy if it holds the α-vectors of APPL.';

/** A word and where it stands. */
interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A node as the file has it. */
export interface GraphLine {
  readonly action: number;
  /** The node after each observation, −1 for none, and where the file says so. */
  readonly next: readonly (Word & { readonly node: number })[];
}

/** Reads the lines of a `.pg` file, and what its comments say of where to begin. */
export class GraphFileReader {
  constructor(
    private readonly text: string,
    private readonly filename: string,
    private readonly model: PlanningModel,
  ) {}

  lines(): GraphLine[] {
    const foreign = foreignFormat(this.text);
    if (foreign !== undefined) this.fail(0, foreign);
    if (/^\s*</.test(this.text.slice(0, 1000))) this.fail(0, XML);
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

  private line(words: readonly Word[], n: number, nodes: number): GraphLine {
    const { observations, actions } = this.model;
    const [number, action, ...next] = words;
    if (Number(number!.text) !== n)
      this.fail(number!.offset, `Here node ${n} is expected, not ${quoted(number!.text)}.`);
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
    return this.fail(offset, `Here ${what} from 0 to ${count - 1} is expected, not ${quoted(text)}.`);
  }

  /** The node that the file begins at, by first observation. */
  starts(): ReadonlyMap<number, number> {
    const pattern = /^#@pomdp-gym start (\d+) (\d+)[ \t\r]*$/gm;
    return new Map(Array.from(this.text.matchAll(pattern), ([, y, n]) => [Number(y), Number(n)]));
  }

  fail(offset: number, message: string): never {
    return failAt(this.filename, this.text, offset, message);
  }
}
