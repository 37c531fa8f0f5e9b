import { type FiniteTable, type Policy, policy, type Random } from '@pomdp-gym/contracts';
import { drawIndex } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { UniformBox } from './uniform-box.js';

class Uniform implements Policy {
  protected readonly probabilities: Float64Array;
  private random: Random | undefined;

  constructor(protected readonly actions: number) {
    this.probabilities = new Float64Array(actions).fill(1 / actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    return drawIndex(this.probabilities, 0, this.actions, this.random);
  }
}

/** Over finite observations it can be written down, for the kernel and for exact analysis. */
class TabularUniform extends Uniform {
  constructor(
    private readonly observations: number,
    actions: number,
  ) {
    super(actions);
  }

  table(): FiniteTable {
    const { observations, actions } = this;
    return {
      observations,
      actions,
      probabilities: new Float64Array(observations * actions).fill(1 / actions),
    };
  }
}

export const uniform = policy({
  id: 'uniform',
  summary: 'Every action with the same probability, whatever is observed: the agent to beat.',
  options: z.strictObject({}),
  create: (_options, { observationSpace, actionSpace }): Policy => {
    if (actionSpace.kind === 'box') return new UniformBox(actionSpace);
    return observationSpace.kind === 'discrete'
      ? new TabularUniform(observationSpace.size, actionSpace.size)
      : new Uniform(actionSpace.size);
  },
});
