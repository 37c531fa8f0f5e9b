import type { FiniteTable, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex, exp, log } from '@pomdp-gym/numerics';

/**
 * μ(u | y) ∝ exp θ_{y,u}: the plainest parametric policy, for estimators and learners to be tried on.
 * It gives scores one step at a time only, so whoever uses it must not rely on `addScores`.
 */
export class TabularPolicy implements ParametricPolicy {
  /** θ, observations × actions. */
  readonly parameters: Float64Array;
  private readonly probabilities: Float64Array;
  /** The parameters at which each row of the probabilities was computed. */
  private readonly writtenAt: Float64Array;
  /** By row, the largest parameter and Σ_u exp(θ_{y,u} − that). */
  private readonly tops: Float64Array;
  private readonly sums: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly observations: number,
    private readonly actions: number,
  ) {
    this.parameters = new Float64Array(observations * actions);
    this.probabilities = new Float64Array(observations * actions);
    this.writtenAt = new Float64Array(observations * actions).fill(NaN);
    this.tops = new Float64Array(observations);
    this.sums = new Float64Array(observations);
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
    return { observations, actions, probabilities: probabilities.slice() };
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

  /** log Σ_u exp θ_{y,u} */
  protected logSumOf(y: number): number {
    this.writeRow(y);
    return this.tops[y]! + log(this.sums[y]!);
  }

  /** Computes a row, where its parameters have changed since. */
  private writeRow(y: number): void {
    const { actions, parameters, probabilities, writtenAt } = this;
    const [begin, end] = [y * actions, (y + 1) * actions];
    let from = begin;
    while (from < end && parameters[from] === writtenAt[from]) from++;
    if (from === end) return;
    let top = -Infinity;
    for (let i = begin; i < end; i++) top = Math.max(top, (writtenAt[i] = parameters[i]!));
    let sum = 0;
    for (let i = begin; i < end; i++) sum += probabilities[i] = exp(parameters[i]! - top);
    for (let i = begin; i < end; i++) probabilities[i]! /= sum;
    [this.tops[y], this.sums[y]] = [top, sum];
  }
}
