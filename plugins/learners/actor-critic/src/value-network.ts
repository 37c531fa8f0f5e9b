import type { Random } from '@pomdp-gym/contracts';
import { TanhNetwork } from '@pomdp-gym/numerics';

/** A value function: a network with one output, which begins at 0 everywhere. Without hidden layers it is linear. */
export class ValueNetwork {
  readonly parameters: Float64Array;
  private readonly network: TanhNetwork;
  /** The place of the first parameter of the last layer. */
  private readonly lastLayer: number;

  constructor(
    private readonly inputs: number,
    hidden: readonly number[],
    random: Random,
  ) {
    this.network = new TanhNetwork([inputs, ...hidden, 1]);
    this.parameters = new Float64Array(this.network.size);
    this.network.initialize(this.parameters, random, 1);
    this.lastLayer = this.parameters.length - (hidden.at(-1) ?? inputs) - 1;
    this.parameters.fill(0, this.lastLayer);
  }

  /** The values of `rows` rows of inputs that lie one behind the other. Lent: valid until the next call. */
  values(rows: number, inputs: Float64Array): Float64Array {
    const size = rows * this.inputs;
    this.network.inputsOf(rows).set(size === inputs.length ? inputs : inputs.subarray(0, size));
    return this.network.forward(this.parameters);
  }

  /** into += Σ_i slopes[i] · ∇V(row i), over the rows that were valued last. Call it once after `values`. */
  addGradients(slopes: Float64Array, rows: number, into: Float64Array): void {
    this.network.outputSlopes().set(slopes.length === rows ? slopes : slopes.subarray(0, rows));
    this.network.backward(this.parameters, into);
  }

  /** Without hidden layers: the value of the row that is 1 at `input` and 0 elsewhere, as `values` computes it. */
  valueOf(input: number): number {
    return this.parameters[this.inputs]! + this.parameters[input]!;
  }

  /** Without hidden layers: into += the gradient of that value; returns its square. */
  addGradientOf(input: number, into: Float64Array): number {
    into[input]! += 1;
    into[this.inputs]! += 1;
    return 2;
  }

  /** Puts factor · V + shift in place of V. */
  transform(factor: number, shift: number): void {
    const { parameters, lastLayer } = this;
    for (let k = lastLayer; k < parameters.length; k++) parameters[k]! *= factor;
    parameters[parameters.length - 1]! += shift;
  }
}
