import type { FiniteTable, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex, softmax } from '@pomdp-gym/numerics';

/** μ(u | y) ∝ exp θ_{y,u}. Sound; each part of it is open to a bug. */
export class Softmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  protected random: Random | undefined;

  constructor(
    protected readonly observations: number,
    protected readonly actions: number,
  ) {
    this.parameters = new Float64Array(observations * actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    return drawIndex(this.row(observation), 0, this.actions, this.stream());
  }

  table(): FiniteTable {
    const { observations, actions } = this;
    const probabilities = new Float64Array(observations * actions);
    for (let y = 0; y < observations; y++) probabilities.set(this.row(y), y * actions);
    return { observations, actions, probabilities };
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const y = observations.values[row]!;
    const taken = actions.values[row]!;
    this.row(y).forEach((probability, u) => {
      into[y * this.actions + u]! += weight * (Number(u === taken) - probability);
    });
  }

  protected stream(): Random {
    if (!this.random) throw new Error('Call reset before act.');
    return this.random;
  }

  /** The probabilities of the actions after an observation. */
  protected row(observation: number): Float64Array {
    const row = this.parameters.slice(observation * this.actions, (observation + 1) * this.actions);
    softmax(row, 0, this.actions);
    return row;
  }
}
