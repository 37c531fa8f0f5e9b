import { reduce } from './reduce.js';
import type { Reduction } from './reduction.js';
import type { Transitions } from './transitions.js';

/** The discounted sums of a chain within its episodes: solutions with I − βP, P without the restart. */
export class DiscountedRun {
  private readonly reduction: Reduction;

  /** @param beta in [0, 1), or 1 where every node leads to an ending; throws a RangeError outside [0, 1]. */
  constructor({ size, continuing, ending }: Transitions, beta: number) {
    if (!(beta >= 0 && beta <= 1)) throw new RangeError(`A discount lies from 0 to 1; ${beta} does not.`);
    const nodes = Int32Array.from({ length: size }, (_, x) => x);
    const leak = ending.map((probability) => 1 - beta + beta * probability);
    this.reduction = reduce(continuing, nodes, beta, leak);
  }

  /** J with J = b + βPJ: where b is the reward, the discounted value of each node. */
  value(b: Float64Array): Float64Array {
    return this.reduction.solve(b);
  }

  /** y with y' = c' + β y'P: the discounted visits of an episode that begins by c. */
  visits(c: Float64Array): Float64Array {
    return this.reduction.solveTransposed(c);
  }
}
