/** What a check comes to. */
export type Verdict = 'passed' | 'broken' | 'not decided';

/** How one check came out. */
export interface CheckResult {
  /** The rule, as a sentence. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** How the rule is broken, as a sentence; only where it is. */
  readonly problem?: string;
  /** What the check threw where the rule is broken. */
  readonly thrown?: unknown;
  /** What is missing for a decision, and what cures that, as a sentence; only where the rule is not decided. */
  readonly reason?: string;
}
