import type { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { BeliefGraph } from './belief-graph.js';
import { type MonotoneOperator, monotoneIteration, type Side } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';
import { valueRange } from './value-range.js';

/** Beliefs that are looked at, and multiplications that finding the actions there may cost: about a second. */
const MOST_BELIEFS = 50_000;
const MOST_WORK = 3e8;

/**
 * Bounds on what acting by the best α-vector earns from the start: the beliefs that the policy comes to, breadth first, up
 * to about a second's work; those beyond are credited with the least and the most that any plan is worth. Where the policy
 * comes to few different beliefs both bounds agree to about a millionth. Beliefs that differ by less than 10⁻¹⁰ count as one: it
 * is assumed that the policy acts alike there.
 *
 * @param work multiplications that finding the actions may cost.
 */
export function* beliefPolicyValue(
  policy: AlphaVectorPolicy,
  work = MOST_WORK,
): Generator<undefined, readonly [lower: number, upper: number]> {
  const reached = new ReachedBeliefs(policy);
  yield* reached.explore(work);
  const [least, greatest] = valueRange(policy.model);
  return [yield* reached.value('lower', least), yield* reached.value('upper', greatest)];
}

/** The beliefs that a policy comes to from the start, numbered in the order in which they are found. */
class ReachedBeliefs {
  private readonly model: PlanningModel;
  private readonly graph: BeliefGraph;
  private readonly roots: readonly number[];
  /** The beliefs, the action at each, and their place by belief. */
  private readonly beliefs: number[] = [];
  private readonly actions: number[] = [];
  private readonly placeOf = new Map<number, number>();

  constructor(private readonly policy: AlphaVectorPolicy) {
    this.model = policy.model;
    this.graph = new BeliefGraph(this.model);
    this.roots = this.model.roots.map((root) => this.graph.root(root));
  }

  *explore(most: number): Generator<undefined, void> {
    const waiting = new Set(this.roots);
    let work = 0;
    for (const belief of waiting) {
      if (this.beliefs.length >= MOST_BELIEFS || work > most) return;
      this.placeOf.set(belief, this.beliefs.length);
      this.beliefs.push(belief);
      const action = this.actionAt(belief);
      this.actions.push(action);
      work += (1 + this.policy.vectors.length) * this.policy.belief.count;
      const place = this.graph.open(belief);
      this.graph.expand(place, action);
      for (const [child] of this.edges(belief, action)) waiting.add(child);
      yield;
    }
  }

  /** The value at the start, where a belief that was not explored is worth `rest`. */
  *value(side: Side, rest: number): Generator<undefined, number> {
    const begun = new Float64Array(this.beliefs.length).fill(rest);
    const values = yield* monotoneIteration(side, begun, this.operator(rest));
    return this.model.roots.reduce((total, { probability }, i) => {
      const place = this.placeOf.get(this.roots[i]!);
      return total + probability * (place === undefined ? rest : values[place]!);
    }, 0);
  }

  private operator(rest: number): MonotoneOperator {
    const rows = this.beliefs.map((belief, i) => this.row(belief, this.actions[i]!, rest));
    const cost = rows.reduce((total, { children }) => total + children.length, 0);
    const { discount } = this.model;
    const apply = (x: Float64Array, into: Float64Array) => {
      rows.forEach(({ constant, children, weights }, i) => {
        let expected = 0;
        for (let k = 0; k < children.length; k++) expected += weights[k]! * x[children[k]!]!;
        into[i] = constant + discount * expected;
      });
    };
    const going = rows.map(({ weights }) => weights.reduce((total, weight) => total + weight, 0));
    return { apply, going: Float64Array.from(going), discount, cost };
  }

  /** r(b, u) with what unexplored successors add, and the explored successors with their probabilities. */
  private row(belief: number, action: number, rest: number) {
    const children: number[] = [];
    const weights: number[] = [];
    let constant = this.graph.reward(this.graph.place(belief), action);
    for (const [child, probability] of this.edges(belief, action)) {
      const place = this.placeOf.get(child);
      if (place === undefined) constant += this.model.discount * probability * rest;
      else {
        children.push(place);
        weights.push(probability);
      }
    }
    return { constant, children, weights };
  }

  private *edges(belief: number, action: number): Generator<readonly [child: number, probability: number]> {
    const { graph } = this;
    const place = graph.place(belief);
    const first = graph.firstEdge(place, action);
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      yield [graph.child[edge]!, graph.probability[edge]!];
    }
  }

  private actionAt(belief: number): number {
    const { start, states, values } = this.graph.store;
    const [begin, end] = [start[belief]!, start[belief + 1]!];
    return this.policy.actionAt(states.subarray(begin, end), values.subarray(begin, end));
  }
}
