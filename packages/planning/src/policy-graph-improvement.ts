import { BeliefGraph } from './belief-graph.js';
import { BeliefTracker } from './belief-tracker.js';
import type { PlanningModel } from './planning-model.js';
import type { PolicyGraph, PolicyNode } from './policy-graph.js';
import { pruneGraph } from './policy-graph-pruning.js';
import { nodeVector, policyGraphValues, startValue } from './policy-graph-value.js';

export interface ImprovementGoal {
  /** The value of the start at which it is done. */
  readonly target: number;
  /** The most nodes a graph may have. */
  readonly nodes: number;
}

/** A policy graph, and what acting by it is worth from the start. */
export interface ValuedGraph {
  readonly graph: PolicyGraph;
  readonly value: number;
}

/** Beliefs that one round looks at, those that are likely and soon first. */
const BELIEFS = 400;
const ROUNDS = 60;
/** A round that gains less than this part of what is left to gain is the last. */
const IDLE = 1e-3;

/**
 * Point-based policy iteration (Ji, Parr, Li, Liao and Carin 2007; Hansen 1998): evaluates the graph, backs its value up at
 * the beliefs that its own greedy policy comes to, and adds a node wherever that gains. A node that is nowhere better than
 * a new one takes over what the new one does. The value of the start never falls. Yields now and then.
 */
export function* improvePolicyGraph(
  model: PlanningModel,
  graph: PolicyGraph,
  { target, nodes }: ImprovementGoal,
): Generator<undefined, ValuedGraph> {
  const beliefs = new BeliefGraph(model);
  let best = yield* valued(model, graph);
  for (let round = 0; round < ROUNDS && best.value < target; round++) {
    const grown = new ImprovementRound(model, beliefs, best.graph, best.values).run();
    yield;
    const next = yield* valued(model, pruneGraph(model, grown.graph, grown.values));
    if (next.graph.nodes.length > nodes) break;
    const gained = next.value - best.value;
    if (gained > 0) best = next;
    if (gained <= IDLE * (target - best.value)) break;
  }
  return { graph: best.graph, value: best.value };
}

function* valued(model: PlanningModel, graph: PolicyGraph) {
  const values = yield* policyGraphValues(model, graph);
  return { graph, values, value: startValue(model, graph, values) };
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
  private readonly nodes: PolicyNode[];
  private readonly values: Float64Array[];
  /** Nodes by block. */
  private readonly byBlock = new Map<number, number[]>();
  /** What `best` has found, and how many nodes it has looked at: only new ones are left to look at. */
  private readonly bests = new Map<number, { node: number; value: number; seen: number }>();
  private readonly tracker: BeliefTracker;
  private readonly known = new Set<string>();
  private readonly unlikely = new Map<string, number>();

  constructor(
    private readonly model: PlanningModel,
    private readonly beliefs: BeliefGraph,
    private readonly graph: PolicyGraph,
    values: readonly Float64Array[],
  ) {
    this.nodes = [...graph.nodes];
    this.values = [...values];
    this.tracker = new BeliefTracker(model);
    graph.nodes.forEach(({ block }, n) => this.byBlock.set(block, [...(this.byBlock.get(block) ?? []), n]));
  }

  run(): { graph: PolicyGraph; values: Float64Array[] } {
    // From the last to the first, so that what is gained far from the start is led to from there at once.
    for (const belief of this.collect().reverse()) {
      const backup = this.backUp(belief);
      const { value } = this.best(belief);
      if (backup.value > value + 1e-9 * Math.max(1, Math.abs(value)))
        this.add(this.beliefs.store.block[belief]!, backup);
    }
    return { graph: { nodes: this.nodes, start: this.graph.start }, values: this.values };
  }

  /** Beliefs from the start onward under the greedy policy, the likeliest and soonest first. */
  private collect(): number[] {
    const weights = new Map<number, number>();
    const found = new Set<number>();
    for (const root of this.model.roots) weights.set(this.beliefs.root(root), root.probability);
    while (found.size < BELIEFS && weights.size > 0) {
      const [belief, weight] = [...weights].reduce((most, each) => (each[1] > most[1] ? each : most));
      weights.delete(belief);
      found.add(belief);
      this.eachEdge(belief, this.backUp(belief).action, (child, probability) => {
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
    const { tracker } = this;
    tracker.set(
      Int32Array.from({ length: size }, (_, i) => begin + i),
      new Float64Array(size).fill(1 / size),
    );
    tracker.update(action, y);
    const node = tracker.count === 0 ? -1 : this.bestTracked();
    this.unlikely.set(key, node);
    return node;
  }

  private bestTracked(): number {
    const { tracker, model } = this;
    const begin = model.blockStart[tracker.block]!;
    let [node, most] = [-1, -Infinity];
    for (const n of this.byBlock.get(tracker.block) ?? []) {
      let sum = 0;
      for (let i = 0; i < tracker.count; i++) {
        const state = tracker.states[i]!;
        sum += tracker.probability[state]! * this.values[n]![state - begin]!;
      }
      if (sum > most) [node, most] = [n, sum];
    }
    return node;
  }
}
