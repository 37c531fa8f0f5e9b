import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';

/** Where a step leads in the product, with what chance and for which reward. */
export interface ProductOutcome {
  readonly state: number;
  readonly memory: number;
  readonly probability: number;
  readonly reward: number;
}

/** A memory beside the state of a model: it begins, and follows every step. No two outcomes of a step are one pair. */
export interface Product {
  /** The pairs that an episode begins in. */
  readonly start: Iterable<Omit<ProductOutcome, 'reward'>>;
  outcomes(state: number, memory: number, action: number): Iterable<ProductOutcome>;
  ends(state: number, memory: number): boolean;
}

/** The parts of a model that a product has, and what each of its states is a pair of. */
export interface ProductParts extends Pick<
  FiniteModel,
  'states' | 'transitions' | 'rewards' | 'start' | 'terminal'
> {
  readonly stateOf: readonly number[];
  readonly memoryOf: readonly number[];
}

/**
 * The product of a model with a memory, over the pairs that some course of action leads to, in the order in which they are
 * found. An ended pair stays where it is, for no reward.
 */
export function productModel({ actions }: Pick<FiniteModel, 'actions'>, product: Product): ProductParts {
  const pairs = new Pairs();
  const begun = [...product.start].map(({ state, memory, probability }) => ({
    pair: pairs.index(state, memory),
    probability,
  }));
  const tables = Array.from({ length: actions }, () => new TransitionRows());
  for (let pair = 0; pair < pairs.count; pair++) {
    const [state, memory] = [pairs.stateOf[pair]!, pairs.memoryOf[pair]!];
    for (const [action, table] of tables.entries()) {
      if (product.ends(state, memory)) table.add([[pair, 1, 0]]);
      else table.add(entries(product.outcomes(state, memory, action), pairs));
    }
  }
  const { count: states, stateOf, memoryOf } = pairs;
  const start = new Float64Array(states);
  for (const { pair, probability } of begun) start[pair]! += probability;
  const terminal = Uint8Array.from(stateOf, (state, pair) => Number(product.ends(state, memoryOf[pair]!)));
  return {
    ...{ states, stateOf, memoryOf, start },
    transitions: tables.map((table) => table.transitions(states)),
    rewards: tables.map((table) => ({ values: Float64Array.from(table.rewards) })),
    ...(terminal.includes(1) && { terminal }),
  };
}

function entries(outcomes: Iterable<ProductOutcome>, pairs: Pairs): Entry[] {
  return Array.from(outcomes, ({ state, memory, probability, reward }): Entry => {
    return [pairs.index(state, memory), probability, reward];
  });
}

type Entry = readonly [next: number, probability: number, reward: number];

/** Pairs of a state and a memory, numbered as they are found. */
class Pairs {
  readonly stateOf: number[] = [];
  readonly memoryOf: number[] = [];
  private readonly known = new Map<string, number>();

  get count(): number {
    return this.stateOf.length;
  }

  index(state: number, memory: number): number {
    const name = `${state} ${memory}`;
    const found = this.known.get(name);
    if (found !== undefined) return found;
    this.known.set(name, this.count);
    this.memoryOf.push(memory);
    return this.stateOf.push(state) - 1;
  }
}

/** The rows of one action as they come, each sorted by where its transitions lead. */
class TransitionRows {
  readonly rewards: number[] = [];
  private readonly offsets = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];

  add(row: Entry[]): void {
    for (const [next, probability, reward] of row.sort(([a], [b]) => a - b)) {
      this.indices.push(next);
      this.values.push(probability);
      this.rewards.push(reward);
    }
    this.offsets.push(this.indices.length);
  }

  transitions(states: number): SparseRows {
    const { offsets, indices, values } = this;
    return {
      rows: states,
      columns: states,
      offsets: Int32Array.from(offsets),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    };
  }
}
