/** What the partition has to know of a state: what may follow it, and what is then observed. */
export interface SuccessorSource {
  /** The number of states. */
  readonly states: number;
  /** Calls `visit` with every (symbol, successor) that can happen in `state`; a symbol is an action and an observation. */
  successors(state: number, visit: (symbol: number, successor: number) => void): void;
}

/**
 * The finest partition of the reachable states such that an agent always knows the block it is in: the states of each
 * starting set share one, and from one block, one action and one observation lead to one block. It is what a factored
 * model calls its fully observed variables (mixed observability: Ong, Png, Hsu and Lee, 2010), found here from the
 * tables alone, as the congruence closure of the starting sets.
 */
export class ObservedPartition {
  private readonly parent: Int32Array;
  private readonly size: Int32Array;
  private readonly follows: (Map<number, number> | undefined)[];
  private readonly pending: number[] = [];
  private readonly reached: Uint8Array;

  constructor(
    private readonly source: SuccessorSource,
    startingSets: readonly (readonly number[])[],
  ) {
    this.parent = Int32Array.from({ length: source.states }, (_, state) => state);
    this.size = new Int32Array(source.states).fill(1);
    this.follows = new Array<Map<number, number> | undefined>(source.states);
    this.reached = new Uint8Array(source.states);
    for (const set of startingSets) for (const state of set) this.join(set[0]!, state);
  }

  /** Puts two states, reached or not, in one block, with all that follows from it. */
  join(one: number, other: number): void {
    const queue: number[] = [];
    this.reach(one, one, queue);
    this.reach(one, other, queue);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) this.expand(next, queue);
  }

  /** A representative of the block of a state. */
  private find(state: number): number {
    let root = state;
    while (this.parent[root] !== root) root = this.parent[root]!;
    for (let at = state; at !== root;) {
      const next = this.parent[at]!;
      this.parent[at] = root;
      at = next;
    }
    return root;
  }

  /** The reached states of each block. */
  blocks(): number[][] {
    const members = new Map<number, number[]>();
    for (let state = 0; state < this.source.states; state++) {
      if (!this.reached[state]) continue;
      const root = this.find(state);
      const block = members.get(root);
      if (block) block.push(state);
      else members.set(root, [state]);
    }
    return [...members.values()];
  }

  private expand(state: number, queue: number[]): void {
    this.source.successors(state, (symbol, successor) => {
      const block = this.find(state);
      const map = (this.follows[block] ??= new Map<number, number>());
      const known = map.get(symbol);
      if (known === undefined) map.set(symbol, successor);
      this.reach(known ?? successor, successor, queue);
    });
  }

  /** Marks `state` as reached and puts it in the block of `fellow`. */
  private reach(fellow: number, state: number, queue: number[]): void {
    if (!this.reached[state]) {
      this.reached[state] = 1;
      queue.push(state);
    }
    this.pending.push(fellow, state);
    while (this.pending.length > 0) this.merge(this.pending.pop()!, this.pending.pop()!);
  }

  /** Joins two blocks; what one symbol leads to from both has to be joined next. */
  private merge(one: number, other: number): void {
    let [large, small] = [this.find(one), this.find(other)];
    if (large === small) return;
    if (this.size[large]! < this.size[small]!) [large, small] = [small, large];
    this.parent[small] = large;
    this.size[large]! += this.size[small]!;
    const from = this.follows[small];
    this.follows[small] = undefined;
    if (!from) return;
    const into = (this.follows[large] ??= new Map<number, number>());
    for (const [symbol, successor] of from) {
      const known = into.get(symbol);
      if (known === undefined) into.set(symbol, successor);
      else this.pending.push(known, successor);
    }
  }
}
