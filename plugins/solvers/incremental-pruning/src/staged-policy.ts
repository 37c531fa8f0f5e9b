import type { Observation, Policy } from '@pomdp-gym/contracts';
import { type AlphaVector, BeliefUpdater, type PlanningModel } from '@pomdp-gym/planning';

/**
 * Acts by the α-vectors of as many steps as are still to go, and by the last stage there is where that is less. It keeps
 * the exact belief. Beyond the horizon it goes on as if each step were the last.
 */
export class StagedPolicy implements Policy {
  private readonly belief: BeliefUpdater;
  private last = -1;
  private left = 0;

  /** @param stages the vectors for one step to go, two, and so on. */
  constructor(
    private readonly model: PlanningModel,
    private readonly stages: readonly (readonly AlphaVector[])[],
    private readonly horizon: number,
  ) {
    this.belief = new BeliefUpdater(model);
  }

  reset(): void {
    this.last = -1;
    this.left = this.horizon;
  }

  act(observation: Observation): number {
    if (this.last < 0) this.belief.begin(observation as number);
    else this.belief.update(this.last, observation as number);
    const stage = Math.min(Math.max(this.left--, 1), this.stages.length);
    this.last = this.bestAction(this.stages[stage - 1] ?? []);
    return this.last;
  }

  private bestAction(vectors: readonly AlphaVector[]): number {
    const { belief } = this;
    let action = 0;
    let most = -Infinity;
    for (const vector of vectors) {
      const value = vector.block === belief.block ? this.value(vector) : -Infinity;
      if (value > most) [action, most] = [vector.action, value];
    }
    return action;
  }

  private value({ block, values }: AlphaVector): number {
    const { states, probability, count } = this.belief;
    const shift = this.model.blockStart[block]!;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += probability[states[i]!]! * values[states[i]! - shift]!;
    return sum;
  }
}
