import type { AlphaVector } from './alpha-vector.js';
import type { AlphaVectorPolicy } from './alpha-vector-policy.js';
import type { BeliefUpdater } from './belief-updater.js';
import type { PlanningModel } from './planning-model.js';

/** A node of a policy graph: do `action`, then go on from `next[y]` after observation y (−1 where y cannot follow). */
export interface PolicyNode {
  readonly action: number;
  /** The block of states that it is for. */
  readonly block: number;
  /** O numbers. */
  readonly next: Int32Array;
}

/** A finite-state controller: which node begins after each y_0, and where observations lead. */
export interface PolicyGraph {
  readonly nodes: readonly PolicyNode[];
  /** By first observation, `model.observations` standing for none. */
  readonly start: ReadonlyMap<number, number>;
}

/** A node not yet expanded: its α-vector and a belief where it is maximal. */
interface Witness {
  readonly vector: AlphaVector;
  readonly states: Int32Array;
  readonly values: Float64Array;
}

/**
 * The policy graph of an α-vector policy: a node for each vector that is met from the start, its edges read off at the
 * belief where it was met first. An observation that this belief rules out is followed as from the uniform belief over the
 * block, so that the graph is a complete controller. It needs no belief to act, and its value, which
 * `policyGraphValue` gives exactly, is that of the policy where its vectors are exact, and may be less where they are not.
 *
 * @param limit the number of nodes beyond which the graph is given up; undefined is returned then.
 */
export function policyGraph(policy: AlphaVectorPolicy, limit = Infinity): PolicyGraph | undefined {
  return new GraphBuilder(policy).build(limit);
}

class GraphBuilder {
  private readonly witnesses: Witness[] = [];
  private readonly nodeOf = new Map<AlphaVector, number>();
  private readonly model: PlanningModel;
  private readonly belief: BeliefUpdater;

  constructor(private readonly policy: AlphaVectorPolicy) {
    this.model = policy.model;
    this.belief = policy.belief;
  }

  build(limit: number): PolicyGraph | undefined {
    const start = new Map<number, number>();
    for (const { observation } of this.model.roots) {
      this.belief.begin(observation);
      start.set(observation, this.nodeHere());
    }
    const nodes: PolicyNode[] = [];
    while (nodes.length < this.witnesses.length) {
      if (this.witnesses.length > limit) return undefined;
      nodes.push(this.node(this.witnesses[nodes.length]!));
    }
    return { nodes, start };
  }

  private node({ vector: { action, block }, states, values }: Witness): PolicyNode {
    const begin = this.model.blockStart[block]!;
    const everywhere = Int32Array.from(
      { length: this.model.blockStart[block + 1]! - begin },
      (_, i) => begin + i,
    );
    const evenly = new Float64Array(everywhere.length).fill(1 / everywhere.length);
    const next = Int32Array.from({ length: this.model.observations }, (_, y) => {
      this.belief.set(states, values);
      this.belief.update(action, y);
      if (this.belief.count > 0) return this.nodeHere();
      this.belief.set(everywhere, evenly);
      this.belief.update(action, y);
      return this.belief.count > 0 ? this.nodeHere() : -1;
    });
    return { action, block, next };
  }

  /** The node of the vector that is best at the present belief. */
  private nodeHere(): number {
    const vector = this.policy.best();
    if (!vector) return -1;
    const known = this.nodeOf.get(vector);
    if (known !== undefined) return known;
    const states = this.belief.states.slice(0, this.belief.count);
    const values = Float64Array.from(states, (state) => this.belief.probability[state]!);
    this.nodeOf.set(vector, this.witnesses.length);
    return this.witnesses.push({ vector, states, values }) - 1;
  }
}
