import type { Check } from './check.js';
import type { CheckResult } from './check-result.js';
import { sentence } from './failures.js';
import { Verdicts } from './verdicts.js';

/**
 * Runs the checks one after another, to the last, and yields the result of each. A plugin that throws the same error under several
 * rules breaks the first of them; the others are not decided. Nor is a rule that can be broken with one before it.
 */
export async function* runChecks(checks: readonly Check[]): AsyncGenerator<CheckResult, void, undefined> {
  const verdicts = new Verdicts();
  for (const check of checks) yield await verdicts.resultOf(check);
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
