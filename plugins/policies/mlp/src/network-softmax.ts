import type {
  BoxSpace,
  Column,
  Observation,
  ParametricPolicy,
  Random,
  StepBatch,
} from '@pomdp-gym/contracts';
import {
  boxScale,
  type BoxScale,
  drawIndex,
  logSumExp,
  softmax,
  softmaxGradient,
  TanhNetwork,
} from '@pomdp-gym/numerics';

/** How the network is made. */
export interface NetworkSettings {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly initialScale: number;
  readonly random: Random;
}

/**
 * μ(u | y; θ) ∝ exp f_u(y; θ), f a network with tanh in its hidden layers. Observations are brought to [−1, 1] along the axes
 * whose limits are finite. Scores of a whole batch are one forward and one backward pass.
 */
export class NetworkSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly network: TanhNetwork;
  private readonly scale: BoxScale;
  private readonly width: number;
  private random: Random | undefined;

  constructor(
    observationSpace: BoxSpace,
    private readonly actions: number,
    { hidden, initialScale, random }: NetworkSettings,
  ) {
    this.width = observationSpace.low.length;
    this.scale = boxScale(observationSpace);
    this.network = new TanhNetwork([this.width, ...hidden, actions]);
    this.parameters = new Float64Array(this.network.size);
    this.network.initialize(this.parameters, random, initialScale);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const outputs = this.preferences(observation as Float64Array, 0, 1);
    softmax(outputs, 0, this.actions);
    return drawIndex(outputs, 0, this.actions, this.random);
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    const outputs = this.preferences(observations.values, row, 1);
    return outputs[actions.values[row]!]! - logSumExp(outputs, 0, this.actions);
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const outputs = this.preferences(observations.values, row, 1);
    this.writeSlopes(outputs, 0, actions.values[row]!, weight);
    this.network.backward(this.parameters, into);
  }

  addScores({ length, observations, actions }: StepBatch, weights: Float64Array, into: Float64Array): void {
    const outputs = this.preferences(observations.values, 0, length);
    for (let row = 0; row < length; row++)
      this.writeSlopes(outputs, row, actions.values[row]!, weights[row]!);
    this.network.backward(this.parameters, into);
  }

  print(): string {
    return ['Preferences of the actions by a network:', ...this.network.lines(this.parameters)].join('\n');
  }

  /** The outputs of the network for some rows of observations, from row `first` on. */
  private preferences(observed: Column['values'], first: number, rows: number): Float64Array {
    const { width, network } = this;
    const { center, half } = this.scale;
    const inputs = network.inputsOf(rows);
    for (let i = 0; i < rows * width; i++)
      inputs[i] = (observed[first * width + i]! - center[i % width]!) / half[i % width]!;
    return network.forward(this.parameters);
  }

  /** Turns the preferences of a row into probabilities, and writes weight · ∂log μ(u) / ∂f. */
  private writeSlopes(outputs: Float64Array, row: number, action: number, weight: number): void {
    const { actions } = this;
    const slopes = this.network.outputSlopes();
    const begin = row * actions;
    softmax(outputs, begin, actions);
    slopes.fill(0, begin, begin + actions);
    slopes[begin + action] = weight;
    softmaxGradient(slopes, begin, outputs, begin, actions);
  }
}
