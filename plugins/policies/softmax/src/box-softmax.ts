import type { Observation, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex, logSumExp, softmax, softmaxGradient } from '@pomdp-gym/numerics';

/**
 * μ(u | y; θ) ∝ exp(Σ_f θ_{u,f} y_f + θ_{u,m}) over observations that are vectors of m numbers, with a constant feature
 * last. θ_{u,f} is parameter u·(m + 1) + f.
 */
export class BoxSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly probabilities: Float64Array;
  /** One number an action: weights of their scores, then derivatives in their preferences. */
  private readonly shares: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly width: number,
    private readonly actions: number,
  ) {
    this.parameters = new Float64Array(actions * (width + 1));
    this.probabilities = new Float64Array(actions);
    this.shares = new Float64Array(actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    this.writeProbabilities(observation as Float64Array, 0);
    return drawIndex(this.probabilities, 0, this.actions, this.random);
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const { actions, probabilities, shares, width } = this;
    const observed = batch.observations.values;
    const begin = row * width;
    this.writeProbabilities(observed, begin);
    shares.fill(0);
    shares[batch.actions.values[row]!] = weight;
    softmaxGradient(shares, 0, probabilities, 0, actions);
    for (let u = 0; u < actions; u++) {
      const share = shares[u]!;
      const own = u * (width + 1);
      for (let f = 0; f < width; f++) into[own + f]! += share * observed[begin + f]!;
      into[own + width]! += share;
    }
  }

  logProbability(batch: StepBatch, row: number): number {
    this.writePreferences(batch.observations.values, row * this.width);
    const { actions, probabilities } = this;
    return probabilities[batch.actions.values[row]!]! - logSumExp(probabilities, 0, actions);
  }

  print(): string {
    const { actions, parameters, width } = this;
    const weights = Array.from({ length: actions }, (_, u) =>
      [...parameters.subarray(u * (width + 1), (u + 1) * (width + 1))].map((x) => x.toPrecision(3)),
    );
    const line = (numbers: string[], u: number) => `action ${u}: ${numbers.join(' ')}`;
    return ['Weights of the observation, the constant last:', ...weights.map(line)].join('\n');
  }

  private writeProbabilities(observed: Float64Array | Int32Array, begin: number): void {
    this.writePreferences(observed, begin);
    softmax(this.probabilities, 0, this.actions);
  }

  private writePreferences(observed: Float64Array | Int32Array, begin: number): void {
    const { actions, parameters, probabilities, width } = this;
    for (let u = 0; u < actions; u++) {
      const own = u * (width + 1);
      let preference = parameters[own + width]!;
      for (let f = 0; f < width; f++) preference += parameters[own + f]! * observed[begin + f]!;
      probabilities[u] = preference;
    }
  }
}
