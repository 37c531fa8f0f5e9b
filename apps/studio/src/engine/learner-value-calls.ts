import type { PolicyOfRun } from './calls.js';

/** What a policy is worth, by belief. */
export interface LearnerValueQuestion extends PolicyOfRun {
  /** A solver with its options, whose discount goes before that of the environment; empty for none. */
  readonly solver: string;
}

/** What a policy is worth in a memory node after an observation: linear in the belief. */
export interface LearnerValueLine {
  readonly node: number;
  /** What is seen. */
  readonly seen: string;
  /** Whether an episode can begin so. */
  readonly isFirst: boolean;
  /** V(m, y, s), a number a state. */
  readonly values: readonly number[];
}

/** The exact discounted value of a policy, by memory node and observation. */
export interface LearnerValues {
  readonly discount: number;
  readonly states: readonly string[];
  /** P(s_0), a number a state. */
  readonly start: readonly number[];
  /** V_γ of the start. */
  readonly startValue: number;
  readonly nodes: number;
  readonly lines: readonly LearnerValueLine[];
}
