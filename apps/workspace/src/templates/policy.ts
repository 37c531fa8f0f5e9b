import { type FiniteTable, type Policy, policy, type Random } from '@pomdp-gym/contracts';
import { drawIndex } from '@pomdp-gym/numerics';
import { z } from 'zod';

const options = z.strictObject({
  share: z.number().min(0).max(1).default(0.5).describe('Share of steps at which it takes the first action'),
});

/** Takes the first action at a share of the steps, and any action with the same probability at the others. */
class FirstAction implements Policy {
  private readonly probabilities: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly observations: number,
    private readonly actions: number,
    share: number,
  ) {
    const row = new Float64Array(actions).fill((1 - share) / actions);
    row[0]! += share;
    this.probabilities = Float64Array.from({ length: observations * actions }, (_, i) => row[i % actions]!);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    return drawIndex(this.probabilities, observation * this.actions, this.actions, this.random);
  }

  table(): FiniteTable {
    return { observations: this.observations, actions: this.actions, probabilities: this.probabilities };
  }
}

export const template = policy({
  id: 'template',
  summary: 'Takes the first action at a share of the steps, any action at the others.',
  options,
  create({ share }, { observationSpace, actionSpace }): Policy {
    if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
      throw new RangeError('It needs finitely many observations and actions.');
    return new FirstAction(observationSpace.size, actionSpace.size, share);
  },
});
