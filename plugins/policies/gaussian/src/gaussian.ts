import type {
  BoxSpace,
  Column,
  Observation,
  ParametricPolicy,
  Random,
  StepBatch,
} from '@pomdp-gym/contracts';
import { type BoxScale, boxScale, drawNormal, exp, log, TanhNetwork } from '@pomdp-gym/numerics';

/** How its mean is made, and where it starts. */
export interface GaussianSettings {
  /** Units of each hidden layer of the mean: none for one that is linear in the observation. */
  readonly hidden: readonly number[];
  readonly initialScale: number;
  /** σ at the start, on the scale of the box of actions. */
  readonly initialDeviation: number;
  readonly random: Random;
}

/**
 * u = center + half · z, z_d ~ N(f_d(y; θ), σ_d²) independently along each axis, as in REINFORCE's Gaussian units (Williams,
 * Machine Learning 8:229, 1992). f is a network with tanh in its hidden layers, linear where it has none; log σ is a parameter
 * an axis, behind those of f. Observations and actions are on the scale that brings axes with finite limits to [−1, 1].
 *
 * Actions are not clipped: the score is that of the action that was drawn.
 */
export class Gaussian implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly network: TanhNetwork;
  private readonly seen: BoxScale;
  private readonly acted: BoxScale;
  private readonly width: number;
  private readonly axes: number;
  private readonly action: Float64Array;
  private random: Random | undefined;

  constructor(
    observationSpace: BoxSpace,
    actionSpace: BoxSpace,
    { hidden, initialScale, initialDeviation, random }: GaussianSettings,
  ) {
    this.width = observationSpace.low.length;
    this.axes = actionSpace.low.length;
    this.seen = boxScale(observationSpace);
    this.acted = boxScale(actionSpace);
    this.network = new TanhNetwork([this.width, ...hidden, this.axes]);
    this.parameters = new Float64Array(this.network.size + this.axes);
    this.network.initialize(this.parameters, random, initialScale);
    this.parameters.fill(log(initialDeviation), this.network.size);
    this.action = new Float64Array(this.axes);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Observation): Float64Array {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const means = this.means(observation as Float64Array, 0, 1);
    const { center, half } = this.acted;
    for (let d = 0; d < this.axes; d++) {
      const z = means[d]! + this.deviation(d) * drawNormal(this.random);
      this.action[d] = center[d]! + half[d]! * z;
    }
    return this.action;
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    const means = this.means(observations.values, row, 1);
    let sum = 0;
    for (let d = 0; d < this.axes; d++) {
      const surprise = this.surprise(actions.values, row, d, means[d]!);
      sum -= surprise ** 2 / 2 + log(this.deviation(d) * this.acted.half[d]!) + log(2 * Math.PI) / 2;
    }
    return sum;
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const means = this.means(observations.values, row, 1);
    this.writeSlopes(actions.values, row, means, 0, weight, into);
    this.network.backward(this.parameters, into);
  }

  addScores({ length, observations, actions }: StepBatch, weights: Float64Array, into: Float64Array): void {
    const means = this.means(observations.values, 0, length);
    for (let row = 0; row < length; row++)
      this.writeSlopes(actions.values, row, means, row * this.axes, weights[row]!, into);
    this.network.backward(this.parameters, into);
  }

  print(): string {
    const deviations = Array.from(this.action, (_, d) =>
      (this.deviation(d) * this.acted.half[d]!).toPrecision(3),
    );
    return [
      `Normal, with standard deviation ${deviations.join(', ')}. Mean, where the box of actions is [−1, 1], by a network:`,
      ...this.network.lines(this.parameters),
    ].join('\n');
  }

  private deviation(axis: number): number {
    return exp(this.parameters[this.network.size + axis]!);
  }

  /** (z − f) / σ of an action along an axis. */
  private surprise(actions: Column['values'], row: number, axis: number, mean: number): number {
    const z = (actions[row * this.axes + axis]! - this.acted.center[axis]!) / this.acted.half[axis]!;
    return (z - mean) / this.deviation(axis);
  }

  /** Adds the derivatives in log σ, (z − f)² / σ² − 1, and writes those in f, (z − f) / σ². */
  private writeSlopes(
    actions: Column['values'],
    row: number,
    means: Float64Array,
    begin: number,
    weight: number,
    into: Float64Array,
  ): void {
    const slopes = this.network.outputSlopes();
    for (let d = 0; d < this.axes; d++) {
      const surprise = this.surprise(actions, row, d, means[begin + d]!);
      slopes[begin + d] = (weight * surprise) / this.deviation(d);
      into[this.network.size + d]! += weight * (surprise ** 2 - 1);
    }
  }

  /** f for some rows of observations, from row `first` on. */
  private means(observed: Column['values'], first: number, rows: number): Float64Array {
    const { width, network } = this;
    const { center, half } = this.seen;
    const inputs = network.inputsOf(rows);
    for (let i = 0; i < rows * width; i++)
      inputs[i] = (observed[first * width + i]! - center[i % width]!) / half[i % width]!;
    return network.forward(this.parameters);
  }
}
