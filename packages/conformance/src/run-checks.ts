import type { Check } from './check.js';

/** How one check came out. */
export interface CheckResult {
  /** The rule, as a sentence. */
  readonly rule: string;
  /** How it was broken; absent where it was kept. */
  readonly problem?: string;
}

/** Runs the checks one after another, to the last, and tells of each as it is done. */
export async function* runChecks(checks: readonly Check[]): AsyncGenerator<CheckResult, void, undefined> {
  for (const check of checks) {
    const problem = await problemOf(check);
    yield problem === undefined ? { rule: check.name } : { rule: check.name, problem };
  }
}

/** The sentence with which a check fails; nothing where it passes. */
export async function problemOf(check: Check): Promise<string | undefined> {
  try {
    await check.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
