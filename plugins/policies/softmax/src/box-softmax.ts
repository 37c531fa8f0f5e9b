import type { Observation, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { LinearSoftmax } from '@pomdp-gym/numerics';

/**
 * μ(u | y; θ) ∝ exp(Σ_f θ_{u,f} y_f + θ_{u,m}) over observations that are vectors of m numbers, with a constant feature
 * last. θ_{u,f} is parameter u·(m + 1) + f.
 */
export class BoxSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly law: LinearSoftmax;
  private random: Random | undefined;

  constructor(
    private readonly width: number,
    actions: number,
  ) {
    this.law = new LinearSoftmax(actions, width + 1);
    this.law.features[width] = 1;
    this.parameters = this.law.parameters;
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    this.read(observation as Float64Array, 0);
    return this.law.draw(this.random);
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.read(observations.values, row);
    this.law.addScore(actions.values[row]!, weight, into);
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    this.read(observations.values, row);
    return this.law.logProbability(actions.values[row]!);
  }

  print(): string {
    const lines = this.law.lines((u) => `action ${u}`);
    return ['Weights of the observation, the constant last:', ...lines].join('\n');
  }

  private read(observed: Float64Array | Int32Array, row: number): void {
    for (let f = 0; f < this.width; f++) this.law.features[f] = observed[row * this.width + f]!;
  }
}
