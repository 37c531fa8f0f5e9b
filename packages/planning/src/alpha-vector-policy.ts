import type { Observation, Policy } from '@pomdp-gym/contracts';
import type { AlphaVector } from './alpha-vector.js';
import { BeliefTracker } from './belief-tracker.js';
import type { PlanningModel } from './planning-model.js';

/**
 * Acts by α-vectors: it keeps the exact belief and takes the action of the vector that is best there. An agent like any
 * other: it sees observation indices only, the extra index `nothing yet` among them. Ties go to the vector that comes
 * first, so it needs no chance. Where nothing can be earned any more it takes action 0.
 */
export class AlphaVectorPolicy implements Policy {
  readonly belief: BeliefTracker;
  private readonly byBlock: AlphaVector[][];
  private last = -1;

  /**
   * @param proven what the solver has proved that the policy earns from the start, where the vectors' continuations do not
   *   prove it.
   */
  constructor(
    readonly model: PlanningModel,
    readonly vectors: readonly AlphaVector[],
    readonly proven?: number,
  ) {
    this.belief = new BeliefTracker(model);
    this.byBlock = Array.from({ length: model.blockStart.length - 1 }, () => []);
    for (const vector of vectors) this.byBlock[vector.block]!.push(vector);
  }

  begin(): void {
    this.last = -1;
  }

  act(observation: Observation): number {
    if (this.last < 0) this.belief.begin(observation as number);
    else this.belief.update(this.last, observation as number);
    this.last = this.best()?.action ?? 0;
    return this.last;
  }

  /** The vector that is best at the present belief; undefined where nothing can be earned. */
  best(): AlphaVector | undefined {
    if (this.belief.count === 0) return undefined;
    let best: AlphaVector | undefined;
    let most = -Infinity;
    for (const vector of this.byBlock[this.belief.block]!) {
      const value = this.value(vector);
      if (value > most) [best, most] = [vector, value];
    }
    return best;
  }

  /** α · b */
  value({ block, values }: AlphaVector): number {
    const { states, probability, count } = this.belief;
    const shift = this.model.blockStart[block]!;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += probability[states[i]!]! * values[states[i]! - shift]!;
    return sum;
  }
}
