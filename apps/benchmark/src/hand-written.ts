import type { Environment, Random, StepResult } from '@pomdp-gym/contracts';
import { threeState } from './measured-plugins.js';

const { observationSpace, actionSpace } = threeState.create({});

/** The three-state problem as one writes an environment by hand: no tables, a call a step. */
export class HandWritten implements Environment {
  readonly task = 'continuing';
  readonly observationSpace = observationSpace;
  readonly actionSpace = actionSpace;
  private state = 0;
  private random: Random | undefined;

  reset(random: Random): number {
    this.random = random;
    this.state = Math.floor(3 * random.uniform());
    return this.state;
  }

  step(action: number): StepResult {
    if (!this.random) throw new Error('The episode has not begun: call reset before step.');
    const entersC = this.random.uniform() < (action === 0 ? 0.2 : 0.8);
    this.state = entersC ? 2 : this.state === 1 ? 0 : 1;
    return { observation: this.state, reward: entersC ? 1 : 0, ending: 'none' };
  }
}
