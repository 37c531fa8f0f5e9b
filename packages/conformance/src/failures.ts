import { BrokenRule, type Check, NotDecided } from './check.js';
import type { CheckResult } from './check-result.js';

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

/** The sentence of what was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
