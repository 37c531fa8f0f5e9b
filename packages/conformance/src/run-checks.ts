import { type Check, NotDecided } from './check.js';

/** How one check came out. */
export interface CheckResult {
  /** The rule, as a sentence; where the trial could not decide, it says so itself. */
  readonly rule: string;
  /** How it was broken; absent where it was kept. */
  readonly problem?: string;
  /** What was thrown where it was broken. */
  readonly thrown?: unknown;
  /** Set where nothing wrong was found, and too little was tried to call the rule kept. */
  readonly undecided?: true;
}

/** Runs the checks one after another, to the last, and tells of each as it is done. */
export async function* runChecks(checks: readonly Check[]): AsyncGenerator<CheckResult, void, undefined> {
  for (const check of checks) {
    yield await resultOf(check);
  }
}

async function resultOf(check: Check): Promise<CheckResult> {
  try {
    await check.run();
    return { rule: check.name };
  } catch (error) {
    if (!(error instanceof NotDecided)) return { rule: check.name, problem: sentence(error), thrown: error };
    return { rule: `Not decided: ${check.name} ${error.message}`, undecided: true };
  }
}

/** The sentence with which a check fails; nothing where it passes. */
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
