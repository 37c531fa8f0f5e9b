import type { FiniteTable, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex, exp } from '@pomdp-gym/numerics';

/**
 * μ(u | y) ∝ exp θ_{y,u}: the plainest parametric policy, for estimators and learners to be tried on.
 * It gives scores one step at a time only, so whoever uses it must not rely on `addScores`.
 */
export class TabularPolicy implements ParametricPolicy {
  /** θ, observations × actions. */
  readonly parameters: Float64Array;
  private readonly probabilities: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly observations: number,
    private readonly actions: number,
  ) {
    this.parameters = new Float64Array(observations * actions);
    this.probabilities = new Float64Array(observations * actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    this.writeRow(observation);
    return drawIndex(this.probabilities, observation * this.actions, this.actions, this.random);
  }

  table(): FiniteTable {
    const { observations, actions, probabilities } = this;
    for (let y = 0; y < observations; y++) this.writeRow(y);
    return { observations, actions, probabilities };
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.addScoreOf(observations.values[row]!, actions.values[row]!, weight, into);
  }

  /** into += weight · ∇log μ(action | observation) */
  addScoreOf(observation: number, action: number, weight: number, into: Float64Array): void {
    const begin = observation * this.actions;
    this.writeRow(observation);
    for (let u = 0; u < this.actions; u++) {
      into[begin + u]! += weight * (Number(u === action) - this.probabilities[begin + u]!);
    }
  }

  private writeRow(y: number): void {
    const { actions, parameters, probabilities } = this;
    const begin = y * actions;
    let top = -Infinity;
    for (let i = begin; i < begin + actions; i++) top = Math.max(top, parameters[i]!);
    let sum = 0;
    for (let i = begin; i < begin + actions; i++) sum += probabilities[i] = exp(parameters[i]! - top);
    for (let i = begin; i < begin + actions; i++) probabilities[i]! /= sum;
  }
}
