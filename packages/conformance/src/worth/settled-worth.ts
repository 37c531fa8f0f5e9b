import type { PlayedBeliefs } from './played-beliefs.js';
import { WorthEquations } from './worth-equations.js';

/** Two numbers that the worth lies between. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** A sweep is the last one where what is still to come, by its change, is less than this part of the scale. */
const SETTLED = 1e-10;
const MOST_SWEEPS = 100_000;

/**
 * The worth of the start, by the equations V(b) = r(b, u) + γ Σ_y P(y | b, u) V(b_y) over the beliefs explored. The rest is
 * credited with its ceiling for the most, with its floor for the least. Where the policy has several moves at a belief, the
 * most takes the best of them and the least the worst. The equations are solved by sweeps from above and from below, so
 * that each sweep leaves bounds.
 */
export function settledWorth(beliefs: PlayedBeliefs): Interval {
  const equations = new WorthEquations(beliefs);
  const { all, starts } = beliefs;
  const settled = SETTLED * beliefs.scale * (1 - beliefs.discount);
  const solve = (credits: Float64Array, side: 'least' | 'most') => {
    const values = credits.slice();
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (equations.sweep(values, credits, side) <= settled) break;
    }
    return starts.reduce((sum, { probability, to }) => sum + probability * values[to.index]!, 0);
  };
  return {
    least: solve(
      Float64Array.from(all, ({ floor }) => floor),
      'least',
    ),
    most: solve(
      Float64Array.from(all, ({ ceiling }) => ceiling),
      'most',
    ),
  };
}
