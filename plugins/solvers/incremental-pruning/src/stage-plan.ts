import type { Policy } from '@pomdp-gym/contracts';
import { type AlphaVector, AlphaVectorPolicy, leastVectors, type PlanningModel } from '@pomdp-gym/planning';
import { StagedPolicy } from './staged-policy.js';

/**
 * What the policy will be made of: with a horizon the vectors of every stage; without one those of the stage with the best
 * lower bound, which is mostly the last, but rough pruning may set a stage back.
 */
export class StagePlan {
  private readonly stages: (readonly AlphaVector[])[] = [];
  private lower = -Infinity;

  constructor(
    private readonly model: PlanningModel,
    private readonly horizon: number,
  ) {}

  /** @param lower what a policy made of this stage earns at least. */
  add(vectors: readonly AlphaVector[], lower: number): void {
    if (this.horizon === Infinity) {
      if (lower < this.lower) return;
      this.stages.pop();
    }
    this.lower = lower;
    this.stages.push(vectors);
  }

  policy(): Policy {
    const { model, stages, horizon } = this;
    if (horizon < Infinity) return new StagedPolicy(model, stages, horizon);
    const [vectors] = stages;
    return vectors
      ? new AlphaVectorPolicy(model, vectors, this.lower)
      : new AlphaVectorPolicy(model, leastVectors(model));
  }
}
