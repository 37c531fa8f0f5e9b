import type { Random } from '@pomdp-gym/contracts';
import { Adam, type SavedAdam } from './adam.js';
import type { ValueInputs } from './value-inputs.js';
import { ValueNetwork } from './value-network.js';

/** Where a fit stands. */
export interface SavedFit {
  readonly parameters: readonly number[];
  readonly mean: number;
  readonly unit: number;
  readonly adam: SavedAdam;
}

/**
 * A value function that is fitted to targets by least squares. Its network works in the scale in which the targets have mean 0
 * and standard deviation 1. Where these change, its last layer changes with them so that values stay what they were (van
 * Hasselt et al. 2016, PopArt); so the unit of rewards makes no difference.
 */
export class ValueFit {
  private readonly network: ValueNetwork;
  private readonly adam: Adam;
  private readonly gradient: Float64Array;
  private mean = 0;
  private unit = 1;
  private selected = new Float64Array(0);
  private slopes = new Float64Array(0);

  constructor(
    private readonly inputs: ValueInputs,
    hidden: readonly number[],
    random: Random,
  ) {
    this.network = new ValueNetwork(inputs.width, hidden, random);
    this.adam = new Adam(this.network.parameters.length);
    this.gradient = new Float64Array(this.network.parameters.length);
  }

  /** The values of rows of inputs, in the unit of rewards. */
  values(rows: number, inputs: Float64Array): Float64Array {
    return this.network
      .values(rows, inputs)
      .slice(0, rows)
      .map((value) => this.mean + this.unit * value);
  }

  /** Takes the scale of these targets. */
  scaleTo(targets: Float64Array): void {
    const { mean, deviation } = spread(targets);
    const unit = deviation || Math.abs(mean) || this.unit;
    this.network.transform(this.unit / unit, (this.mean - mean) / unit);
    [this.mean, this.unit] = [mean, unit];
  }

  /** One step of Adam that lessens the mean squared error of some rows. */
  step(rows: Int32Array, inputs: Float64Array, targets: Float64Array, rate: number): void {
    const { network, gradient, mean, unit } = this;
    const count = rows.length;
    this.select(rows, inputs);
    const values = network.values(count, this.selected);
    rows.forEach((row, i) => {
      this.slopes[i] = ((targets[row]! - mean) / unit - values[i]!) / count;
    });
    gradient.fill(0);
    network.addGradients(this.slopes, count, gradient);
    this.adam.step(network.parameters, gradient, rate);
  }

  /** Copies the inputs of some rows to one place. */
  private select(rows: Int32Array, inputs: Float64Array): void {
    const { width } = this.inputs;
    if (this.slopes.length < rows.length) {
      this.slopes = new Float64Array(rows.length);
      this.selected = new Float64Array(rows.length * width);
    }
    rows.forEach((row, i) => {
      for (let k = 0; k < width; k++) this.selected[i * width + k] = inputs[row * width + k]!;
    });
  }

  save(): SavedFit {
    const { network, mean, unit, adam } = this;
    return { parameters: [...network.parameters], mean, unit, adam: adam.save() };
  }

  restore({ parameters, mean, unit, adam }: SavedFit): void {
    this.network.parameters.set(parameters);
    [this.mean, this.unit] = [mean, unit];
    this.adam.restore(adam);
  }
}

/** Mean and standard deviation of some numbers. */
export function spread(numbers: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: Math.sqrt(squares / numbers.length) };
}
