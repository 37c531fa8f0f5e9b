import type { Random } from '@pomdp-gym/contracts';
import type { GenerativeModel } from './generative-model.js';
import type { StateDraws } from './state-draws.js';

/** The part of a search's simulations that goes into comparing blind policies. */
const TRIALS = 1 / 8;

/**
 * What is done beyond the tree. `random`: any action, as in the paper. `blind`: always the same one, which is the one that
 * earned most in a few trials from the present belief; where random actions are ruinous, it says more of what a history
 * is worth, and says it with less noise.
 */
export class Rollouts {
  private blind = -1;

  constructor(
    private readonly model: GenerativeModel,
    private readonly discount: number,
    private readonly kind: 'blind' | 'random',
  ) {}

  /** Gets ready for a search of so many simulations from a belief. */
  prepare(states: StateDraws, simulations: number, steps: number, random: Random): void {
    if (this.kind === 'random') return;
    const { actions } = this.model;
    const trials = Math.max(1, Math.floor((TRIALS * simulations) / actions));
    let best = 0;
    let most = -Infinity;
    for (let u = 0; u < actions; u++) {
      this.blind = u;
      let sum = 0;
      for (let i = 0; i < trials; i++) sum += this.run(states.draw(random), steps, random);
      if (sum > most) [best, most] = [u, sum];
    }
    this.blind = best;
  }

  /** What is earned from a state on, discounted, in at most so many steps. */
  run(start: number, steps: number, random: Random): number {
    const { model, blind, discount } = this;
    let state = start;
    let total = 0;
    let weight = 1;
    for (let i = 0; i < steps; i++) {
      const action = blind < 0 ? Math.floor((random.uint32() / 2 ** 32) * model.actions) : blind;
      model.step(state, action, random);
      total += weight * model.reward;
      if (model.ended) break;
      weight *= discount;
      state = model.state;
    }
    return total;
  }
}
