import { InputError } from '@pomdp-gym/contracts';

/** Solves linear systems with I − A, A ≥ 0 with rows that sum to at most one. */
export interface Reduction {
  /** x with (I − A) x = b. Where I − A is singular, the x whose entry at the pivot is 0; b must be in its range. */
  solve(b: Float64Array): Float64Array;
  /** y with y'(I − A) = c'. Where I − A is singular, the y whose entry at the pivot is `atPivot`. */
  solveTransposed(c: Float64Array, atPivot?: number): Float64Array;
}

/** What to throw where an elimination meets a node that nothing leaves. */
export function nothingLeaves(): InputError {
  return new InputError(
    'Some probabilities of this chain are too small to be distinguished from zero, so that its long run is not determined. ' +
      'A policy that is less certain would determine it.',
  );
}
