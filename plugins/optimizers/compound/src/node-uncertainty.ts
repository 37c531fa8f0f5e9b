import type { StepBatch } from '@pomdp-gym/contracts';

/** Steps, mean and sum of squared deviations (Welford 1962). */
interface Spread {
  node: number;
  count: number;
  mean: number;
  squares: number;
}

/**
 * How much the nodes of a controller leave open: Σ_y p(m, y) Var(G | m, y) for node m, where G is the β-discounted return that
 * follows observation y in node m. A node with much of it stands for histories that should lead to different nodes.
 * Observations of a box are taken together. At the end of a batch that ends no episode, the mean reward goes on.
 */
export class NodeUncertainty {
  private readonly spreads = new Map<string, Spread>();
  private rewardSum = 0;
  private steps = 0;

  constructor(private readonly beta: number) {}

  update(batch: StepBatch): void {
    const { length, rewards, memory, observations, ending } = batch;
    if (!memory) return;
    for (let i = 0; i < length; i++) this.rewardSum += rewards[i]!;
    this.steps += length;
    let toGo = ending === 'none' ? this.rewardSum / this.steps / (1 - this.beta) : 0;
    for (let i = length - 1; i >= 0; i--) {
      toGo = rewards[i]! + this.beta * toGo;
      const node = memory.before.values[i]!;
      const seen = observations.width === 0 ? observations.values[i]! : 0;
      this.add(`${node} ${seen}`, node, toGo);
    }
  }

  /** What each node leaves open, those that were met. */
  byNode(): ReadonlyMap<number, number> {
    const result = new Map<number, number>();
    for (const { node, squares } of this.spreads.values())
      result.set(node, (result.get(node) ?? 0) + squares / this.steps);
    return result;
  }

  private add(key: string, node: number, value: number): void {
    let spread = this.spreads.get(key);
    if (!spread) this.spreads.set(key, (spread = { node, count: 0, mean: 0, squares: 0 }));
    spread.count++;
    const before = value - spread.mean;
    spread.mean += before / spread.count;
    spread.squares += before * (value - spread.mean);
  }
}
