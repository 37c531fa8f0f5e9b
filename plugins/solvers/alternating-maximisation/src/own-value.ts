import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { expectedRewards } from '@pomdp-gym/planning';
import { type OwnChain, ownChain } from './own-chain.js';

/** What is left out of an infinite sum, as a part of it. */
const SETTLED = 1e-15;

/** A controller of the agent on its response model: what it earns, and which one change of it would gain most. */
export class OwnValue {
  /** V(x, m) at x · M + m, once it is asked for. */
  private knownValues: Float64Array | undefined;
  private readonly rewards: readonly Float64Array[];
  private readonly shown: Int32Array;
  private readonly chain: OwnChain;

  /** @param discount γ, below one where a value without end is asked for. */
  constructor(
    private readonly model: FiniteModel,
    private readonly law: FiniteStateController,
    private readonly discount: number,
  ) {
    this.rewards = expectedRewards(model);
    this.shown = shownObservations(model);
    this.chain = ownChain(model, law, this.shown, this.rewards);
  }

  /** V_γ of the start, which begins in the nodes of the controller's start law. */
  get value(): number {
    return this.law.start.reduce((sum, share, node) => sum + share * this.valueFrom(node), 0);
  }

  /** V_γ of the start, begun in this node. */
  valueFrom(node: number): number {
    const { start } = this.model;
    return start.reduce((sum, share, x) => sum + share * this.values[x * this.law.nodes + node]!, 0);
  }

  /** What the start earns in so many steps, discounted by γ. */
  valueOf(horizon: number): number {
    const { chain, law, model } = this;
    let values = new Float64Array(chain.rewards.length);
    for (let step = 0; step < horizon; step++) values = this.ahead(values);
    let sum = 0;
    model.start.forEach((share, x) =>
      law.start.forEach((likely, m) => (sum += share * likely * values[x * law.nodes + m]!)),
    );
    return sum;
  }

  /**
   * The change of one row (m, y) to one certain pair (u, m') towards which the value grows fastest at first; undefined where none
   * grows by more than `least`. The whole change may still lose: where several states share a row, a mixture can be worth more than
   * every certain pair (Singh, Jaakkola and Jordan, ICML 1994). The caller compares the values.
   */
  bestChange(least: number): RowChange | undefined {
    const { law } = this;
    const gains = this.rowGains();
    let best = -1;
    for (let k = 0; k < gains.length; k++)
      if (gains[k]! > least && gains[k]! > (gains[best] ?? least)) best = k;
    if (best < 0) return undefined;
    const row = Math.floor(best / (law.actions * law.nodes));
    const move = best % (law.actions * law.nodes);
    return { row, action: Math.floor(move / law.nodes), next: move % law.nodes };
  }

  /** Σ_x d(x, m) (Q(x, m; u, m') − V(x, m)) for every row (m, y) and pair (u, m'). */
  private rowGains(): Float64Array {
    const { law, model, values, shown } = this;
    const { nodes, observations, actions } = law;
    const gains = new Float64Array(nodes * observations * actions * nodes);
    const visits = this.visits();
    for (let x = 0; x < model.states; x++) {
      for (let m = 0; m < nodes; m++) {
        const weight = visits[x * nodes + m]!;
        if (weight === 0) continue;
        const row = m * observations + shown[x]!;
        for (let u = 0; u < actions; u++)
          for (let next = 0; next < nodes; next++)
            gains[(row * actions + u) * nodes + next]! +=
              weight * (this.moveValue(x, u, next) - values[x * nodes + m]!);
      }
    }
    return gains;
  }

  /** E[r + γ V(x', m')] */
  private moveValue(x: number, action: number, next: number): number {
    const { offsets, indices, values } = this.model.transitions[action]!;
    let sum = 0;
    if (this.model.terminal?.[x] !== 1)
      for (let k = offsets[x]!; k < offsets[x + 1]!; k++)
        sum += values[k]! * this.values[indices[k]! * this.law.nodes + next]!;
    return this.rewards[action]![x]! + this.discount * sum;
  }

  private get values(): Float64Array {
    return (this.knownValues ??= this.evaluate());
  }

  /** Sweeps from 0 until what is left is below rounding: γ^n of the largest value. */
  private evaluate(): Float64Array {
    let values = this.chain.rewards;
    for (let rest = 1; rest > SETTLED; rest *= this.discount) values = this.ahead(values);
    return values;
  }

  /** r + γ P V */
  private ahead(values: Float64Array): Float64Array<ArrayBuffer> {
    const { chain, discount } = this;
    const next = new Float64Array(chain.rewards);
    for (let k = 0; k < chain.steps; k++)
      next[chain.from[k]!]! += discount * chain.probability[k]! * values[chain.to[k]!]!;
    return next;
  }

  /** d(x, m): the discounted visits from the start. */
  private visits(): Float64Array {
    const { chain, discount, law, model } = this;
    const sum = new Float64Array(model.states * law.nodes);
    model.start.forEach((share, x) =>
      law.start.forEach((likely, m) => (sum[x * law.nodes + m] = share * likely)),
    );
    let flow: Float64Array = sum.slice();
    for (let rest = 1; rest > SETTLED; rest *= discount) {
      const next = new Float64Array(sum.length);
      for (let k = 0; k < chain.steps; k++)
        next[chain.to[k]!]! += discount * chain.probability[k]! * flow[chain.from[k]!]!;
      next.forEach((visit, place) => (sum[place]! += visit));
      flow = next;
    }
    return sum;
  }
}

/** A row of a controller that is to become one certain pair. */
export interface RowChange {
  /** m · O + y */
  readonly row: number;
  readonly action: number;
  readonly next: number;
}

/** The observation that each state of a response model shows; `nothing yet`, behind the others, for those it starts in. */
function shownObservations({ states, start, observations, ...model }: FiniteModel): Int32Array {
  const table = model.observationTables[0]!;
  const waits = !model.initialObservationTable;
  return Int32Array.from({ length: states }, (_, x) =>
    waits && start[x]! > 0 ? observations : table.indices[table.offsets[x]!]!,
  );
}
