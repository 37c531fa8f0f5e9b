import { dot } from '@pomdp-gym/numerics';
import { reduce } from './reduce.js';
import type { Reduction } from './reduction.js';
import type { Transitions } from './transitions.js';

/** A discounted value taken apart: J = values + shift · e, where the shift is what all nodes have in common. */
export interface CentredValue {
  readonly values: Float64Array;
  readonly shift: number;
}

/** The discounted sums of a chain within its episodes: solutions with I − βP, P without the restart. */
export class DiscountedRun {
  private readonly reduction: Reduction;
  /** 1 − Σ of each row of βP: what discount and endings take. */
  private readonly leak: Float64Array;

  /** @param beta in [0, 1), or 1 where every node leads to an ending; throws a RangeError outside [0, 1]. */
  constructor({ size, continuing, ending }: Transitions, beta: number) {
    if (!(beta >= 0 && beta <= 1)) throw new RangeError(`A discount lies from 0 to 1; ${beta} does not.`);
    const nodes = Int32Array.from({ length: size }, (_, x) => x);
    this.leak = ending.map((probability) => 1 - beta + beta * probability);
    this.reduction = reduce(continuing, nodes, beta, this.leak.slice());
  }

  /** J with J = b + βPJ: where b is the reward, the discounted value of each node. */
  value(b: Float64Array): Float64Array {
    return this.reduction.solve(b);
  }

  /**
   * `value(b)` less κe, κ = π'b / π'ℓ with ℓ = (I − βP)e: what solves (I − βP) x = b − κℓ. Where there are no endings κ is the
   * mean of b over 1 − β, and x is the part of J that stays bounded as β → 1. What all nodes have in common is nothing to
   * a score, but next to it the rest of J would be rounded away.
   */
  centredValue(b: Float64Array, stationary: Float64Array): CentredValue {
    const { leak } = this;
    const shift = dot(stationary, b) / dot(stationary, leak);
    return { values: this.value(b.map((value, x) => value - shift * leak[x]!)), shift };
  }

  /** y with y' = c' + β y'P: the discounted visits of an episode that begins by c. */
  visits(c: Float64Array): Float64Array {
    return this.reduction.solveTransposed(c);
  }
}
