import type { Solution } from '../engine/calls.js';
import type { LearnerValues } from '../engine/learner-value-calls.js';

/** What is drawn over beliefs: values of a solver, those of the policy of the run, and the belief at which they are read. */
export interface DrawnValues {
  readonly states: readonly string[];
  readonly solution: Solution | undefined;
  readonly learner: LearnerValues | undefined;
  readonly belief: readonly number[];
  /** The belief of the start, or an even one where that is not known. */
  readonly start: readonly number[];
}
