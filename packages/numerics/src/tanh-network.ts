import type { Random } from '@pomdp-gym/contracts';
import { tanh } from './tanh.js';

/** The most parameters that a network may have. */
const MOST = 1e7;
/** The most parameters that are printed one by one. */
const MOST_PRINTED = 1e4;

/**
 * A feed-forward network: tanh in its hidden layers, outputs linear in the last of these. Its parameters lie layer by layer,
 * for each layer the weights (one row of inputs an output) and then the biases. It holds no parameters, so that they may be a
 * part of a longer array, whose first `size` numbers they are.
 *
 * Derivatives by back-propagation, many rows at a time: Rumelhart, Hinton and Williams, Nature 323:533 (1986).
 */
export class TanhNetwork {
  /** How many parameters it has. */
  readonly size: number;
  /** Where the parameters of each layer begin. */
  private readonly offsets: number[] = [];
  /** Of the rows of the last `forward`: the inputs, and what each layer gives. */
  private activations: Float64Array[];
  /** The derivatives in the outputs of each layer, while `backward` runs. */
  private slopes: Float64Array[];
  private rows = 0;

  /**
   * Throws a RangeError where it would have more than 10⁷ parameters.
   *
   * @param widths how many inputs there are, the units of each hidden layer, and how many outputs there are.
   */
  constructor(private readonly widths: readonly number[]) {
    let size = 0;
    for (let layer = 1; layer < widths.length; layer++) {
      this.offsets.push(size);
      size += widths[layer]! * (widths[layer - 1]! + 1);
    }
    if (size > MOST) {
      throw new RangeError(
        `A network of ${widths.join(' – ')} units has ${size} parameters, and at most ${MOST} are kept: take fewer units.`,
      );
    }
    this.size = size;
    this.activations = widths.map(() => new Float64Array(0));
    this.slopes = widths.map(() => new Float64Array(0));
  }

  /**
   * Draws weights uniformly from ±scale / √(inputs of their layer) and sets biases to 0: each unit then sees sums of about
   * the size of one input (LeCun et al., Efficient BackProp, 1998). With all weights at 0 no hidden unit ever moves.
   */
  initialize(parameters: Float64Array, random: Random, scale: number): void {
    this.offsets.forEach((offset, layer) => {
      const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
      const weights = inputs * outputs;
      for (let i = 0; i < weights; i++)
        parameters[offset + i] = (scale * (2 * random.uniform() - 1)) / Math.sqrt(inputs);
      parameters.fill(0, offset + weights, offset + weights + outputs);
    });
  }

  /**
   * A line a layer with its units, and a line a unit with its weights and its bias, to three digits. Of more than 10,000
   * parameters the first line of each layer alone.
   */
  lines(parameters: Float64Array): string[] {
    return this.offsets.flatMap((offset, layer) => {
      const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
      const isLast = layer === this.offsets.length - 1;
      const name = isLast ? 'outputs' : `hidden layer ${layer + 1}`;
      const head = `${name}: ${outputs} ${isLast ? 'linear' : 'tanh'} of ${inputs}`;
      if (this.size > MOST_PRINTED) return [head];
      const short = (value: number) => value.toPrecision(3);
      const units = Array.from({ length: outputs }, (_, unit) => {
        const own = parameters.subarray(offset + unit * inputs, offset + (unit + 1) * inputs);
        const bias = parameters[offset + outputs * inputs + unit]!;
        return `  ${unit}: ${Array.from(own, short).join(' ')}, bias ${short(bias)}`;
      });
      return [head, ...units];
    });
  }

  /** Where the inputs of `rows` rows are to be written, row by row, before `forward`. */
  inputsOf(rows: number): Float64Array {
    if (this.activations[0]!.length < rows * this.widths[0]!) {
      this.activations = this.widths.map((width) => new Float64Array(rows * width));
      this.slopes = this.widths.map((width) => new Float64Array(rows * width));
    }
    this.rows = rows;
    return this.activations[0]!;
  }

  /** The outputs of the rows whose inputs were written, row by row. Lent: valid until the next call. */
  forward(parameters: Float64Array): Float64Array {
    for (let layer = 0; layer < this.offsets.length; layer++) this.forwardLayer(parameters, layer);
    return this.activations.at(-1)!;
  }

  private forwardLayer(parameters: Float64Array, layer: number): void {
    const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
    const [from, to] = [this.activations[layer]!, this.activations[layer + 1]!];
    const offset = this.offsets[layer]!;
    const biases = offset + inputs * outputs;
    const hidden = layer + 1 < this.offsets.length;
    for (let row = 0; row < this.rows; row++) {
      for (let o = 0; o < outputs; o++) {
        let sum = parameters[biases + o]!;
        const [weights, begin] = [offset + o * inputs, row * inputs];
        for (let i = 0; i < inputs; i++) sum += parameters[weights + i]! * from[begin + i]!;
        to[row * outputs + o] = hidden ? tanh(sum) : sum;
      }
    }
  }

  /** Where the derivatives in the outputs of the rows of the last `forward` are to be written before `backward`. */
  outputSlopes(): Float64Array {
    return this.slopes.at(-1)!;
  }

  /** into += Σ over those rows and outputs of slope · ∂output / ∂θ. Call it once for each `forward`. */
  backward(parameters: Float64Array, into: Float64Array): void {
    for (let layer = this.offsets.length - 1; layer >= 0; layer--) {
      this.addLayer(layer, into);
      if (layer > 0) this.backThrough(parameters, layer);
    }
  }

  /** into += the derivatives in the parameters of a layer. */
  private addLayer(layer: number, into: Float64Array): void {
    const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
    const [from, slopes] = [this.activations[layer]!, this.slopes[layer + 1]!];
    const offset = this.offsets[layer]!;
    const biases = offset + inputs * outputs;
    for (let row = 0; row < this.rows; row++) {
      for (let o = 0; o < outputs; o++) {
        const slope = slopes[row * outputs + o]!;
        const [weights, begin] = [offset + o * inputs, row * inputs];
        for (let i = 0; i < inputs; i++) into[weights + i]! += slope * from[begin + i]!;
        into[biases + o]! += slope;
      }
    }
  }

  /** Writes the derivatives in the sums of a hidden layer, from those in the outputs of the layer behind it. */
  private backThrough(parameters: Float64Array, layer: number): void {
    const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
    const [before, behind, units] = [this.slopes[layer]!, this.slopes[layer + 1]!, this.activations[layer]!];
    const offset = this.offsets[layer]!;
    before.fill(0, 0, this.rows * inputs);
    for (let row = 0; row < this.rows; row++) {
      const begin = row * inputs;
      for (let o = 0; o < outputs; o++) {
        const slope = behind[row * outputs + o]!;
        const weights = offset + o * inputs;
        for (let i = 0; i < inputs; i++) before[begin + i]! += slope * parameters[weights + i]!;
      }
      for (let i = 0; i < inputs; i++) before[begin + i]! *= 1 - units[begin + i]! ** 2;
    }
  }
}
