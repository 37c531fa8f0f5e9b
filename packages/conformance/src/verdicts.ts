import type { Check } from './check.js';
import type { CheckResult } from './check-result.js';
import { consequences } from './consequences.js';
import { Failures } from './failures.js';

/** Runs the checks of one plugin in turn. A rule that can be broken with a broken one before it is not tried. */
export class Verdicts {
  private readonly failures = new Failures();
  private readonly causeOf = new Map<string, string>();

  async resultOf(check: Check): Promise<CheckResult> {
    const rule = check.name;
    const cause = this.causeOf.get(rule);
    if (cause !== undefined)
      return {
        rule,
        verdict: 'not decided',
        reason: `What breaks “${cause}” may break this rule too: correct that first.`,
      };
    const result = await this.failures.resultOf(check);
    if (result.verdict === 'broken')
      for (const consequence of consequences.get(rule) ?? []) this.causeOf.set(consequence, rule);
    return result;
  }
}
