import type { Random } from '@pomdp-gym/contracts';
import { drawIndex } from './draw-index.js';
import { logSumExp, softmax, softmaxGradient } from './softmax.js';

/**
 * A distribution p(u) ∝ exp(θ_u · x) over A outcomes, linear in F features x. θ lies outcome by outcome: θ_{u,f} is parameter
 * u · F + f.
 */
export class LinearSoftmax {
  readonly parameters: Float64Array;
  /** x: its owner writes the features here before each call. */
  readonly features: Float64Array;
  /** θ_u · x, then p(u). */
  private readonly outputs: Float64Array;
  /** Weights of scores by outcome, then derivatives in θ_u · x. */
  private readonly slopes: Float64Array;

  constructor(outcomes: number, features: number) {
    this.parameters = new Float64Array(outcomes * features);
    this.features = new Float64Array(features);
    this.outputs = new Float64Array(outcomes);
    this.slopes = new Float64Array(outcomes);
  }

  /** Draws an outcome with its probability at x. */
  draw(random: Random): number {
    const { outputs } = this;
    this.writeProbabilities();
    return drawIndex(outputs, 0, outputs.length, random);
  }

  /** log p(outcome) at x. */
  logProbability(outcome: number): number {
    const { outputs } = this;
    this.writePreferences();
    return outputs[outcome]! - logSumExp(outputs, 0, outputs.length);
  }

  /** into += weight · ∇log p(outcome) at x, whose derivative in θ_{u,f} is (1{u = outcome} − p(u)) x_f. */
  addScore(outcome: number, weight: number, into: Float64Array): void {
    const { outputs, slopes, features } = this;
    this.writeProbabilities();
    slopes.fill(0);
    slopes[outcome] = weight;
    softmaxGradient(slopes, 0, outputs, 0, outputs.length);
    for (let u = 0; u < slopes.length; u++) {
      const slope = slopes[u]!;
      const own = u * features.length;
      for (let f = 0; f < features.length; f++) into[own + f]! += slope * features[f]!;
    }
  }

  /** A line an outcome: its name, and its weights to three digits. */
  lines(name: (outcome: number) => string): string[] {
    const width = this.features.length;
    return Array.from(this.outputs, (_, u) => {
      const own = this.parameters.subarray(u * width, (u + 1) * width);
      return `${name(u)}: ${Array.from(own, (weight) => weight.toPrecision(3)).join(' ')}`;
    });
  }

  private writeProbabilities(): void {
    this.writePreferences();
    softmax(this.outputs, 0, this.outputs.length);
  }

  private writePreferences(): void {
    const { parameters, outputs, features } = this;
    for (let u = 0; u < outputs.length; u++) {
      let preference = 0;
      const own = u * features.length;
      for (let f = 0; f < features.length; f++) preference += parameters[own + f]! * features[f]!;
      outputs[u] = preference;
    }
  }
}
