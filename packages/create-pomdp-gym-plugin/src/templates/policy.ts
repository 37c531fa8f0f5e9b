import {
  type FiniteTable,
  type ParametricPolicy,
  policy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, exp } from '@pomdp-gym/numerics';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({
  temperature: z.number().positive().default(1).describe('What θ is divided by: the larger, the more random'),
});

/** μ(u | y) ∝ exp(θ_yu / temperature): a softmax with a parameter for each observation and action. */
class TableSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly observations: number,
    private readonly actions: number,
    private readonly temperature: number,
  ) {
    this.parameters = new Float64Array(observations * actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    return drawIndex(this.law(observation), 0, this.actions, this.random);
  }

  // Yours: the gradient of log μ(u | y) with respect to θ. Conformance compares it with differences of the table.
  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const [y, taken] = [observations.values[row]!, actions.values[row]!];
    this.law(y).forEach((probability, u) => {
      into[y * this.actions + u]! += (weight * (Number(u === taken) - probability)) / this.temperature;
    });
  }

  /** The whole law: with it, values are exact and simulation is fast. Leave it out where observations are not finite. */
  table(): FiniteTable {
    const { observations, actions } = this;
    const probabilities = new Float64Array(observations * actions);
    for (let y = 0; y < observations; y++) probabilities.set(this.law(y), y * actions);
    return { observations, actions, probabilities };
  }

  /** μ(· | y), with the largest θ subtracted so that no exponential overflows. */
  private law(observation: number): Float64Array {
    const row = this.parameters.subarray(observation * this.actions, (observation + 1) * this.actions);
    const largest = Math.max(...row);
    const weights = row.map((value) => exp((value - largest) / this.temperature));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  }
}

export const template = policy({
  id: 'template',
  summary: 'A softmax over actions for each observation, with a temperature.',
  options,
  create({ temperature }, { observationSpace, actionSpace }): ParametricPolicy {
    if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
      throw new RangeError('It needs finitely many observations and actions.');
    return new TableSoftmax(observationSpace.size, actionSpace.size, temperature);
  },
});
