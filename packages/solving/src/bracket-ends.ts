import type { Solver } from '@pomdp-gym/contracts';
import type { Meters } from './run-solver.js';

/** What is bracketed: the discounted sum of rewards from the start, or the average reward per step. */
export type Criterion = 'discounted' | 'average';

/** What the best policy earns, certified to lie in [lower, upper]. */
export interface Bracket {
  readonly criterion: Criterion;
  readonly lower: number;
  readonly upper: number;
  /** What each end rests on. */
  readonly by: BracketBasis;
  /** The same in one phrase. */
  readonly basis: string;
}

/** What each end of a bracket rests on, in a phrase: `the fast informed bound`. */
export interface BracketBasis {
  readonly lower: string;
  readonly upper: string;
}

/** What a bracket rests on, in one phrase. */
export function basisOf({ lower, upper }: BracketBasis): string {
  return lower === upper ? lower : `${upper} from above, ${lower} from below`;
}

/** A solver as often as it is asked for, and its name in sentences. */
export interface NamedSolver {
  readonly name: string;
  /**
   * @param precision the gap between its bounds at which it is done.
   * @param beliefs the number of beliefs stored at which it stops; no limit if left out.
   */
  create(precision: number, beliefs?: number): Solver;
}

/** The solvers that brackets rest on. */
export interface BracketSolvers {
  /** Bounds the discounted value from the start. Its work is backups; its policies are α-vectors. */
  readonly discounted: NamedSolver;
  /** Bounds the average reward on the states as if they were seen. Its work is sweeps. */
  readonly average: NamedSolver;
}

/** What may be spent on a bracket, and what on. */
export interface Effort {
  /** The backups a solver may make: a count, unlike a time, gives the same bracket on every machine. */
  readonly backups: number;
  readonly meters: Meters;
  /** Cuts the search short, which then returns what there is. */
  readonly signal?: AbortSignal | undefined;
  /** Called about fifty times a second with the CPU seconds that a solver has taken. */
  readonly onProgress?: ((seconds: number) => void) | undefined;
}

/** The two ends of a bracket, and whether the signal cut it short. */
export interface BracketEnds {
  readonly lower: number;
  readonly upper: number;
  readonly by: BracketBasis;
  readonly cut: boolean;
}
