import type { Random } from '@pomdp-gym/contracts';
import type { GenerativeModel } from './generative-model.js';
import { Rollouts } from './rollouts.js';
import { SearchTree } from './search-tree.js';
import type { StateDraws } from './state-draws.js';

/** How a search goes about it. */
export interface SearchSettings {
  /** γ */
  readonly discount: number;
  /** Steps that a simulation looks ahead. */
  readonly depth: number;
  /** c: how much is made of an action's having been tried seldom, in the units of returns. */
  readonly exploration: number;
  readonly rollouts: 'blind' | 'random';
}

/**
 * Monte-Carlo tree search over histories (PO-UCT; Silver and Veness 2010): each simulation takes the actions with the
 * greatest V(h, u) + c √(log N(h) / N(h, u)), adds the first history it meets that the tree does not have, and goes on from
 * there without one.
 */
export class TreeSearch {
  readonly tree: SearchTree;
  private readonly rollouts: Rollouts;
  private readonly path: Int32Array;
  private readonly rewards: Float64Array;

  constructor(
    private readonly model: GenerativeModel,
    private readonly settings: SearchSettings,
  ) {
    this.tree = new SearchTree(model.actions);
    this.rollouts = new Rollouts(model, settings.discount, settings.rollouts);
    this.path = new Int32Array(settings.depth);
    this.rewards = new Float64Array(settings.depth);
  }

  /** Simulates so many times from a belief about the present state. */
  run(states: StateDraws, simulations: number, random: Random): void {
    this.tree.reserve(simulations);
    this.rollouts.prepare(states, simulations, this.settings.depth, random);
    for (let i = 0; i < simulations; i++) this.simulate(states.draw(random), random);
  }

  private simulate(start: number, random: Random): void {
    const { model, path, rewards, tree } = this;
    const { depth } = this.settings;
    let state = start;
    let node = 0;
    let steps = 0;
    let rest = 0;
    while (steps < depth) {
      const entry = node * model.actions + this.choose(node);
      model.step(state, entry % model.actions, random);
      path[steps] = entry;
      rewards[steps++] = model.reward;
      if (model.ended) break;
      state = model.state;
      node = tree.child(entry, model.observation);
      if (node < 0) {
        tree.add(entry, model.observation);
        rest = this.rollouts.run(state, depth - steps, random);
        break;
      }
    }
    this.learn(steps, rest);
  }

  /** The action with the best V(h, u) at the present history, of those tried; of several the first. */
  best(): number {
    const { actionVisits, actionValues } = this.tree;
    let best = 0;
    let most = -Infinity;
    for (let u = 0; u < this.model.actions; u++) {
      if (actionVisits[u] === 0 || actionValues[u]! <= most) continue;
      best = u;
      most = actionValues[u]!;
    }
    return best;
  }

  /** Of actions that tie, the one tried least. */
  private choose(node: number): number {
    const { actions } = this.model;
    const { visits, actionVisits, actionValues } = this.tree;
    const width = this.settings.exploration * Math.sqrt(Math.log(visits[node]!));
    let chosen = 0;
    let most = -Infinity;
    let least = Infinity;
    for (let u = 0, entry = node * actions; u < actions; u++, entry++) {
      const tried = actionVisits[entry]!;
      if (tried === 0) return u;
      const bound = actionValues[entry]! + width / Math.sqrt(tried);
      if (bound < most || (bound === most && tried >= least)) continue;
      chosen = u;
      most = bound;
      least = tried;
    }
    return chosen;
  }

  /** Counts what was earned along the path. */
  private learn(steps: number, rest: number): void {
    const { path, rewards, tree } = this;
    let earned = rest;
    for (let i = steps - 1; i >= 0; i--) {
      earned = rewards[i]! + this.settings.discount * earned;
      tree.learn(path[i]!, earned);
    }
  }
}
