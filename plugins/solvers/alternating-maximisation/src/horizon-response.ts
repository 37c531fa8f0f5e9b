import type { FiniteModel } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { expectedRewards, graphController, type PolicyGraph, type PolicyNode } from '@pomdp-gym/planning';
import { reachableNodes } from './reachable-nodes.js';
import type { ValuedLaw } from './improve-rows.js';

/** A plan: its number among the plans of the response, and what it is worth, weighed by the mass of its belief. */
interface Found {
  readonly plan: number;
  readonly value: number;
}

/**
 * The best plan of an agent for so many steps, by a search over everything that it may see and do. Branches are cut by what is
 * possible where the state is known. Plans that are alike are kept once. After its last step the plan begins again.
 */
export class HorizonResponse {
  private readonly rewards: readonly Float64Array[];
  /** What is left to earn at most in each state with so many steps to go. */
  private readonly bounds: readonly Float64Array[];
  private readonly nodes: PolicyNode[] = [];
  private readonly known = new Map<string, number>();

  constructor(
    private readonly response: FiniteModel,
    private readonly horizon: number,
    private readonly discount: number,
  ) {
    this.rewards = expectedRewards(response);
    const bounds: Float64Array[] = [new Float64Array(response.states)];
    for (let k = 1; k <= horizon; k++) bounds.push(this.ahead(bounds[k - 1]!));
    this.bounds = bounds;
  }

  best(): ValuedLaw {
    const { response } = this;
    const start = new Map<number, number>();
    let value = 0;
    for (const [observation, belief] of this.roots()) {
      const found = this.search(belief, this.horizon);
      start.set(observation, found.plan);
      value += found.value;
    }
    return { law: reachableNodes(graphController(this.repeated(start), response)), value };
  }

  /** The mass of the start by what is seen first. */
  private roots(): [observation: number, belief: Float64Array][] {
    const { response } = this;
    const table = response.initialObservationTable;
    if (!table) return [[observationCount(response) - 1, response.start]];
    const roots = new Map<number, Float64Array>();
    response.start.forEach((share, x) => {
      if (share === 0) return;
      const observation = table.indices[table.offsets[x]!]!;
      const belief = roots.get(observation) ?? new Float64Array(response.states);
      belief[x] = share;
      roots.set(observation, belief);
    });
    return [...roots];
  }

  private search(belief: Float64Array, steps: number): Found {
    let best: Found | undefined;
    const promising = this.actionsByBound(belief, steps);
    for (const { action, bound } of promising) {
      if (best && bound <= best.value) break;
      const found = this.tryAction(belief, action, steps);
      if (!best || found.value > best.value) best = found;
    }
    return best!;
  }

  private actionsByBound(belief: Float64Array, steps: number): { action: number; bound: number }[] {
    const rest = this.bounds[steps - 1]!;
    return Array.from({ length: this.response.actions }, (_, action) => {
      let bound = 0;
      belief.forEach((mass, x) => {
        if (mass > 0) bound += mass * this.moveValue(x, action, rest);
      });
      return { action, bound };
    }).sort((a, b) => b.bound - a.bound);
  }

  private tryAction(belief: Float64Array, action: number, steps: number): Found {
    const { response, rewards, discount } = this;
    let value = 0;
    belief.forEach((mass, x) => (value += mass * rewards[action]![x]!));
    if (steps === 1) return { plan: this.plan(action, []), value };
    const next: (number | undefined)[] = [];
    for (const [observation, after] of this.successors(belief, action)) {
      const found = this.search(after, steps - 1);
      next[observation] = found.plan;
      value += discount * found.value;
    }
    // What cannot be seen is followed like what can.
    const any = next.find((plan) => plan !== undefined) ?? this.idle(steps - 1);
    const plans = Array.from({ length: response.observations }, (_, y) => next[y] ?? any);
    return { plan: this.plan(action, plans), value };
  }

  /** A plan for an episode that is over. */
  private idle(steps: number): number {
    const next = steps === 1 ? [] : Array<number>(this.response.observations).fill(this.idle(steps - 1));
    return this.plan(0, next);
  }

  /** The mass of each state by what is seen after an action. */
  private successors(belief: Float64Array, action: number): Map<number, Float64Array> {
    const { states, transitions, observationTables, terminal } = this.response;
    const { offsets, indices, values } = transitions[action]!;
    const table = observationTables[action]!;
    const found = new Map<number, Float64Array>();
    belief.forEach((mass, x) => {
      if (mass === 0 || terminal?.[x] === 1) return;
      for (let k = offsets[x]!; k < offsets[x + 1]!; k++) {
        const next = indices[k]!;
        if (terminal?.[next] === 1) continue;
        const observation = table.indices[table.offsets[next]!]!;
        let after = found.get(observation);
        if (!after) found.set(observation, (after = new Float64Array(states)));
        after[next]! += mass * values[k]!;
      }
    });
    return found;
  }

  /** The number of the plan that does this and goes on so; its last step has no way on. */
  private plan(action: number, next: readonly number[]): number {
    const key = `${action} ${next.join(' ')}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.nodes.length);
    return this.nodes.push({ action, block: 0, next: Int32Array.from(next) }) - 1;
  }

  /** The plans as a graph whose last steps lead to its first. */
  private repeated(start: ReadonlyMap<number, number>): PolicyGraph {
    const { observations } = this.response;
    const [first] = start.values();
    const again = Int32Array.from({ length: observations }, (_, y) => start.get(y) ?? first!);
    const nodes = this.nodes.map((node) => (node.next.length === 0 ? { ...node, next: again } : node));
    return { nodes, start };
  }

  private ahead(rest: Float64Array): Float64Array {
    return rest.map((_, x) => {
      const { actions } = this.response;
      return Math.max(...Array.from({ length: actions }, (_each, action) => this.moveValue(x, action, rest)));
    });
  }

  private moveValue(x: number, action: number, rest: Float64Array): number {
    const { transitions, terminal } = this.response;
    if (terminal?.[x] === 1) return 0;
    const { offsets, indices, values } = transitions[action]!;
    let sum = 0;
    for (let k = offsets[x]!; k < offsets[x + 1]!; k++) sum += values[k]! * rest[indices[k]!]!;
    return this.rewards[action]![x]! + this.discount * sum;
  }
}
