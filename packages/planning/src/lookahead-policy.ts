import type { Observation, Policy } from '@pomdp-gym/contracts';
import type { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { BeliefUpdater } from './belief-updater.js';
import type { PlanningModel } from './planning-model.js';

/**
 * Acts by one step of lookahead: it keeps the exact belief b and takes the action with the largest
 * r(b, u) + γ Σ_y P(y | b, u) L(b after u and y), L being the maximum of the α-vectors of another policy. Where L is at most
 * its own backup, as that of a closed set is, the policy earns at least that backup, so at least L. Ties go to the first
 * action.
 */
export class LookaheadPolicy implements Policy {
  private readonly model: PlanningModel;
  private readonly belief: BeliefUpdater;
  private last = -1;

  constructor(private readonly vectors: AlphaVectorPolicy) {
    this.model = vectors.model;
    this.belief = new BeliefUpdater(this.model);
  }

  reset(): void {
    this.last = -1;
  }

  act(observation: Observation): number {
    if (this.last < 0) this.belief.begin(observation as number);
    else this.belief.update(this.last, observation as number);
    this.last = this.bestAction();
    return this.last;
  }

  private bestAction(): number {
    let best = 0;
    let most = -Infinity;
    for (let action = 0; action < this.model.actions; action++) {
      const value = this.actionValue(action);
      if (value > most) [best, most] = [action, value];
    }
    return best;
  }

  private actionValue(action: number): number {
    const { model, belief, vectors } = this;
    const states = belief.states.slice(0, belief.count);
    const values = Float64Array.from(states, (state) => belief.probability[state]!);
    let value = states.reduce((sum, state, i) => sum + values[i]! * model.rewards[action]![state]!, 0);
    for (let y = 0; y < model.observations; y++) {
      vectors.belief.set(states, values);
      const probability = vectors.belief.update(action, y);
      const best = vectors.best();
      if (best) value += model.discount * probability * vectors.value(best);
    }
    return value;
  }
}
