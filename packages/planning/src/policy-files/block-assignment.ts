import { BeliefUpdater } from '../belief-updater.js';
import type { PlanningModel } from '../planning-model.js';
import type { PolicyGraph, PolicyNode } from '../policy-graph.js';
import type { GraphFileReader, GraphLine } from './graph-file-reader.js';

/** What a node lacks to be one. */
interface Gap {
  /** Where the file says that nothing follows. */
  readonly offset: number;
  readonly observation: number;
}

/** Gives each node of a file the block of states it is for: a node that is used in several becomes as many. */
export class BlockAssignment {
  private readonly pairs: { readonly line: number; readonly block: number }[] = [];
  private readonly placeOf = new Map<string, number>();
  private readonly updater: BeliefUpdater;
  private readonly gaps = new Map<number, Gap>();

  constructor(
    private readonly model: PlanningModel,
    private readonly lines: readonly GraphLine[],
    private readonly reader: GraphFileReader,
  ) {
    this.updater = new BeliefUpdater(model);
  }

  /** The graph that begins at these lines, by first observation; at the first line where none is named. */
  assign(starts: ReadonlyMap<number, number>): PolicyGraph {
    const start = new Map<number, number>();
    for (const { observation, states } of this.model.roots) {
      const line = starts.get(observation) ?? 0;
      if (line >= this.lines.length)
        this.reader.fail(0, `It begins at node ${line}, which it does not have.`);
      start.set(observation, this.place(line, this.model.blockOf[states[0]!]!));
    }
    const nodes = this.expand();
    for (const gap of this.gaps.values()) this.complain(gap);
    return { nodes, start };
  }

  /** Every line as a node for these blocks, and all that they lead to. */
  assignAll(blocks: Iterable<number>): readonly PolicyNode[] {
    for (const block of blocks) this.lines.forEach((_, line) => this.place(line, block));
    return this.expand();
  }

  /** The node of a line for a block, made where there is none. */
  place(line: number, block: number): number {
    const key = `${line};${block}`;
    const known = this.placeOf.get(key);
    if (known !== undefined) return known;
    this.placeOf.set(key, this.pairs.length);
    return this.pairs.push({ line, block }) - 1;
  }

  /** Whether a node names no successor for an observation that may follow. */
  isIncomplete(node: number): boolean {
    return this.gaps.has(node);
  }

  private complain({ offset, observation }: Gap): never {
    return this.reader.fail(
      offset,
      `Observation ${observation} may follow here, so a node is expected, not -.`,
    );
  }

  private expand(): PolicyNode[] {
    const nodes: PolicyNode[] = [];
    for (let n = 0; n < this.pairs.length; n++) nodes.push(this.node(n));
    return nodes;
  }

  private node(n: number): PolicyNode {
    const { line, block } = this.pairs[n]!;
    const { action, next } = this.lines[line]!;
    return {
      action,
      block,
      next: Int32Array.from(next, ({ node, offset }, observation) => {
        const entered = this.blockAfter(block, action, observation);
        if (entered < 0) return -1;
        if (node >= 0) return this.place(node, entered);
        if (!this.gaps.has(n)) this.gaps.set(n, { offset, observation });
        return -1;
      }),
    };
  }

  /** The block that the states of a block lead to, −1 where the observation cannot follow or nothing is left to earn. */
  private blockAfter(block: number, action: number, y: number): number {
    const begin = this.model.blockStart[block]!;
    const size = this.model.blockStart[block + 1]! - begin;
    const states = Int32Array.from({ length: size }, (_, i) => begin + i);
    this.updater.set(states, new Float64Array(size).fill(1 / size));
    this.updater.update(action, y);
    return this.updater.block;
  }
}
