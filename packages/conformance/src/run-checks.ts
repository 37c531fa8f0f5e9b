import { BrokenRule, type Check, NotDecided } from './check.js';

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

/**
 * Runs the checks one after another, to the last, and yields the result of each. A plugin that throws the same error under several
 * rules breaks the first of them; the others are not decided.
 */
export async function* runChecks(checks: readonly Check[]): AsyncGenerator<CheckResult, void, undefined> {
  const failures = new Failures();
  for (const check of checks) yield await failures.resultOf(check);
}

/** The errors of a plugin's own that its checks have met so far, so that each is reported once. */
export class Failures {
  private readonly ruleOf = new Map<string, string>();

  async resultOf(check: Check): Promise<CheckResult> {
    const rule = check.name;
    try {
      await check.run();
      return { rule, verdict: 'passed' };
    } catch (error) {
      const reason = error instanceof NotDecided ? error.message : this.earlier(error, rule);
      if (reason !== undefined) return { rule, verdict: 'not decided', reason };
      return { rule, verdict: 'broken', problem: sentence(error), thrown: error };
    }
  }

  /** That the error was met before; undefined where it is new, or a finding of the rule itself. */
  private earlier(error: unknown, rule: string): string | undefined {
    if (error instanceof BrokenRule) return undefined;
    const first = this.ruleOf.get(sentence(error));
    if (first === undefined) this.ruleOf.set(sentence(error), rule);
    return first && `It fails with the error reported under “${first}”: correct that first.`;
  }
}

/** The sentence with which a check fails; undefined where it passes. */
export async function problemOf(check: Check): Promise<string | undefined> {
  try {
    await check.run();
    return undefined;
  } catch (error) {
    return sentence(error);
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
