import type { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { BeliefGraph } from './belief-graph.js';
import { BeliefUpdater } from './belief-updater.js';
import type { PlanningModel } from './planning-model.js';
import type { PolicyGraph, PolicyNode } from './policy-graph.js';
import { pruneGraph } from './policy-graph-pruning.js';
import { nodeVector, policyGraphValues, startValue } from './policy-graph-value.js';
import { rewardSpan } from './reward-span.js';

export interface ImprovementGoal {
  /** The value of the start at which it is done. */
  readonly target: number;
  /** The most nodes a graph may have. */
  readonly nodes: number;
}

/** A policy graph, and what acting by it is worth from the start at least. */
export interface ValuedGraph {
  readonly graph: PolicyGraph;
  readonly value: number;
}

/** Beliefs that one round looks at, those that are likely and soon first. */
const BELIEFS = 400;
const ROUNDS = 60;
/** A round that gains less than this part of the value is the last. */
const IDLE = 1e-6;
/** A node that gains less than this part of the value, or of the range of rewards, gains by rounding. */
const ROUNDING = 1e-9;

/**
 * Point-based policy iteration (Ji, Parr, Li, Liao and Carin 2007; Hansen 1998): evaluates the graph, backs its value up at
 * the beliefs that a policy comes to, and at those that the graph's own greedy policy comes to, and adds a node wherever
 * that gains. A node that is nowhere better than a new one takes over what the new one does. The value of the start never
 * falls. Yields now and then.
 *
 * @param policy where the graph was read off, or any other that knows the way.
 */
export function* improvePolicyGraph(
  policy: AlphaVectorPolicy,
  graph: PolicyGraph,
  { target, nodes }: ImprovementGoal,
): Generator<undefined, ValuedGraph> {
  const { model } = policy;
  const beliefs = new BeliefGraph(model);
  let best = yield* valued(model, graph);
  for (let round = 0; round < ROUNDS && best.value < target; round++) {
    const pruned = new ImprovementRound(policy, beliefs, best.graph, best.values).run(target);
    yield;
    if (pruned.graph.nodes.length > nodes) break;
    if (pruned.value >= target) return pruned;
    const next = yield* valued(model, pruned.graph, pruned.values);
    const gained = next.value - best.value;
    if (gained > 0) best = next;
    if (gained <= IDLE * Math.abs(best.value)) break;
  }
  return { graph: best.graph, value: best.value };
}

function* valued(model: PlanningModel, graph: PolicyGraph, start?: readonly Float64Array[]) {
  const values = yield* policyGraphValues(model, graph, start);
  return { graph, values, value: startValue(model, graph, values) };
}

function heaviest(weights: ReadonlyMap<number, number>): [belief: number, weight: number] {
  let [belief, most] = [-1, -Infinity];
  for (const [candidate, weight] of weights) if (weight > most) [belief, most] = [candidate, weight];
  return [belief, most];
}

/** The best that can be done once, and then by the graph. */
interface Backup {
  readonly action: number;
  /** The node after each observation, −1 where the belief rules it out. */
  readonly next: Int32Array;
  readonly value: number;
}

/** One round over one graph and its values, both of which it extends. */
class ImprovementRound {
  private readonly model: PlanningModel;
  private readonly nodes: PolicyNode[];
  private readonly values: Float64Array[];
  /** Nodes by block. */
  private readonly byBlock = new Map<number, number[]>();
  /** What `best` has found, and how many nodes it has looked at: only new ones are left to look at. */
  private readonly bests = new Map<number, { node: number; value: number; seen: number }>();
  private readonly updater: BeliefUpdater;
  private readonly known = new Set<string>();
  private readonly unlikely = new Map<string, number>();
  private readonly span: number;

  constructor(
    private readonly policy: AlphaVectorPolicy,
    private readonly beliefs: BeliefGraph,
    private readonly graph: PolicyGraph,
    values: readonly Float64Array[],
  ) {
    const { model } = policy;
    this.model = model;
    this.span = rewardSpan(model.model);
    this.nodes = [...graph.nodes];
    this.values = [...values];
    this.updater = new BeliefUpdater(model);
    graph.nodes.forEach(({ block }, n) => this.byBlock.set(block, [...(this.byBlock.get(block) ?? []), n]));
  }

  run(target: number) {
    this.gainAt(this.collect((belief) => this.actionOfPolicy(belief)));
    const guided = this.pruned();
    if (guided.value >= target) return guided;
    this.gainAt(this.collect((belief) => this.backUp(belief).action));
    return this.pruned();
  }

  /** What has come of the graph. Values of old nodes are those they came with: they are worth that at least. */
  private pruned() {
    const { model, nodes, values } = this;
    const { start } = this.graph;
    const pruned = pruneGraph(model, { nodes, start }, values);
    return { ...pruned, value: startValue(model, pruned.graph, pruned.values) };
  }

  /** Adds nodes from the last belief to the first, so that what is gained far from the start is led to from there at once. */
  private gainAt(beliefs: readonly number[]): void {
    for (const belief of [...beliefs].reverse()) {
      const backup = this.backUp(belief);
      const { value } = this.best(belief);
      if (backup.value > value + ROUNDING * Math.max(this.span, Math.abs(value)))
        this.add(this.beliefs.store.block[belief]!, backup);
    }
  }

  private actionOfPolicy(belief: number): number {
    const { start, states, values } = this.beliefs.store;
    const [begin, end] = [start[belief]!, start[belief + 1]!];
    return this.policy.actionAt(states.subarray(begin, end), values.subarray(begin, end));
  }

  /** Beliefs from the start onward, the likeliest and soonest first. */
  private collect(actionAt: (belief: number) => number): number[] {
    const weights = new Map<number, number>();
    const found = new Set<number>();
    for (const root of this.model.roots) weights.set(this.beliefs.root(root), root.probability);
    while (found.size < BELIEFS && weights.size > 0) {
      const [belief, weight] = heaviest(weights);
      weights.delete(belief);
      found.add(belief);
      this.eachEdge(belief, actionAt(belief), (child, probability) => {
        if (found.has(child)) return;
        weights.set(child, (weights.get(child) ?? 0) + this.model.discount * weight * probability);
      });
    }
    return [...found];
  }

  private eachEdge(
    belief: number,
    action: number,
    visit: (child: number, probability: number, y: number) => void,
  ): void {
    const place = this.beliefs.open(belief);
    this.beliefs.expand(place, action);
    const first = this.beliefs.firstEdge(place, action);
    for (let e = first; e < first + this.beliefs.edgeCount(place, action); e++) {
      visit(this.beliefs.child[e]!, this.beliefs.probability[e]!, this.beliefs.observation[e]!);
    }
  }

  private backUp(belief: number): Backup {
    let best: Backup | undefined;
    for (let action = 0; action < this.model.actions; action++) {
      const next = new Int32Array(this.model.observations).fill(-1);
      let value = 0;
      this.eachEdge(belief, action, (child, probability, y) => {
        const after = this.best(child);
        next[y] = after.node;
        value += this.model.discount * probability * after.value;
      });
      value += this.beliefs.reward(this.beliefs.open(belief), action);
      if (!best || value > best.value) best = { action, next, value };
    }
    return best!;
  }

  /** The node that is worth most at a belief; none, and −∞, where the graph has no node for its block. */
  private best(belief: number): { readonly node: number; readonly value: number } {
    const { start, states, values: probabilities, block } = this.beliefs.store;
    const begin = this.model.blockStart[block[belief]!]!;
    const peers = this.byBlock.get(block[belief]!) ?? [];
    const known = this.bests.get(belief) ?? { node: -1, value: -Infinity, seen: 0 };
    for (; known.seen < peers.length; known.seen++) {
      const vector = this.values[peers[known.seen]!]!;
      let sum = 0;
      for (let i = start[belief]!; i < start[belief + 1]!; i++) {
        sum += probabilities[i]! * vector[states[i]! - begin]!;
      }
      if (sum > known.value) Object.assign(known, { node: peers[known.seen]!, value: sum });
    }
    this.bests.set(belief, known);
    return known;
  }

  /** Adds a node, or lets it take the places of those that it is as good as everywhere. */
  private add(block: number, { action, next }: Backup): void {
    const complete = next.map((node, y) => (node >= 0 ? node : this.afterUnlikely(block, action, y)));
    const key = `${block};${action};${complete.join()}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    const node = { action, block, next: complete };
    const vector = nodeVector(this.model, node, this.values);
    if (!vector) return;
    this.nodes.push(node);
    this.values.push(vector);
    const peers = this.byBlock.get(block) ?? [];
    for (const n of peers) {
      const before = this.values[n]!;
      if (this.nodes[n] === this.graph.nodes[n] && before.every((value, i) => vector[i]! >= value)) {
        this.nodes[n] = node;
      }
    }
    peers.push(this.nodes.length - 1);
    this.byBlock.set(block, peers);
  }

  /** The node after an observation that the belief rules out: as from the uniform belief over the block. */
  private afterUnlikely(block: number, action: number, y: number): number {
    const key = `${block};${action};${y}`;
    const known = this.unlikely.get(key);
    if (known !== undefined) return known;
    const begin = this.model.blockStart[block]!;
    const size = this.model.blockStart[block + 1]! - begin;
    const { updater } = this;
    updater.set(
      Int32Array.from({ length: size }, (_, i) => begin + i),
      new Float64Array(size).fill(1 / size),
    );
    updater.update(action, y);
    const node = updater.count === 0 ? -1 : this.bestAtBelief();
    this.unlikely.set(key, node);
    return node;
  }

  private bestAtBelief(): number {
    const { updater, model } = this;
    const begin = model.blockStart[updater.block]!;
    let [node, most] = [-1, -Infinity];
    for (const n of this.byBlock.get(updater.block) ?? []) {
      let sum = 0;
      for (let i = 0; i < updater.count; i++) {
        const state = updater.states[i]!;
        sum += updater.probability[state]! * this.values[n]![state - begin]!;
      }
      if (sum > most) [node, most] = [n, sum];
    }
    return node;
  }
}
