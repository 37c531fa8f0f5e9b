import type { FiniteModel, Observation, Policy, Random } from '@pomdp-gym/contracts';
import { initialBelief, updateBelief } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { GenerativeModel } from './generative-model.js';
import { StateDraws } from './state-draws.js';
import { type SearchSettings, TreeSearch } from './tree-search.js';

/**
 * Plans anew before every action, from the states that may be: it keeps the exact belief, simulates from states drawn from
 * it, and carries the part of the tree that follows what has happened over to the next step. An episode takes one number
 * of the policy's stream, and seeds a stream of its own with it.
 */
export class PomcpPolicy implements Policy {
  private readonly search: TreeSearch;
  private random: Random | undefined;
  private belief: Float64Array | undefined;
  private last = 0;

  constructor(
    private readonly model: FiniteModel,
    private readonly simulations: number,
    settings: SearchSettings,
  ) {
    this.search = new TreeSearch(new GenerativeModel(model), settings);
  }

  reset(random: Random): void {
    this.random = randomStream(random.uint32(), 'pomcp');
    this.belief = undefined;
  }

  act(observation: Observation): number {
    const { random, search, simulations } = this;
    if (!random) throw new Error('The episode has not begun: call reset before act.');
    this.observe(observation as number);
    search.run(new StateDraws(this.belief!), simulations, random);
    this.last = search.best();
    return this.last;
  }

  /** Takes in what was seen: first, or after the last action. */
  private observe(observation: number): void {
    const { belief, last, model } = this;
    const { tree } = this.search;
    const node = belief ? tree.child(last, observation) : -1;
    this.belief = belief ? updateBelief(model, belief, last, observation) : initialBelief(model, observation);
    if (node >= 0) tree.moveTo(node);
    else tree.clear();
  }
}
