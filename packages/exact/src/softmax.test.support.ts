import type { FiniteTable, ParametricPolicy, Random, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex } from '@pomdp-gym/numerics';

/**
 * A softmax policy for the tests of this package, which may not import a plugin: the score of action u on observation y
 * is θ_u · φ(y), with one block of θ an action.
 */
export class Softmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly width: number;
  private random: Random | undefined;

  constructor(
    private readonly features: readonly (readonly number[])[],
    private readonly actions: number,
    theta?: ArrayLike<number>,
  ) {
    this.width = features[0]!.length;
    this.parameters = new Float64Array(this.width * actions);
    if (theta) this.parameters.set(Array.from(theta));
  }

  /** One parameter for each pair of observation and action. */
  static oneHot(observations: number, actions: number, theta?: ArrayLike<number>): Softmax {
    const row = (y: number) => Array.from({ length: observations }, (_, i) => Number(i === y));
    return new Softmax(
      Array.from({ length: observations }, (_, y) => row(y)),
      actions,
      theta,
    );
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    return drawIndex(this.probabilities(observation), 0, this.actions, this.random!);
  }

  table(): FiniteTable {
    const rows = this.features.map((_, y) => Array.from(this.probabilities(y)));
    return {
      observations: this.features.length,
      actions: this.actions,
      probabilities: Float64Array.from(rows.flat()),
    };
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const y = batch.observations.values[row]!;
    const probabilities = this.probabilities(y);
    probabilities.forEach((probability, u) => {
      const factor = weight * (Number(u === batch.actions.values[row]) - probability);
      this.features[y]!.forEach((value, i) => (into[u * this.width + i]! += factor * value));
    });
  }

  private probabilities(observation: number): Float64Array {
    const preferences = Float64Array.from({ length: this.actions }, (_, u) =>
      this.features[observation]!.reduce(
        (sum, value, i) => sum + value * this.parameters[u * this.width + i]!,
        0,
      ),
    );
    const most = Math.max(...preferences);
    const weights = preferences.map((preference) => Math.exp(preference - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
}
