import { InputError, isInputError } from '@pomdp-gym/contracts';

/** Positive numbers between commas. */
export function numbers(option: string, text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.every((value) => value > 0 && value < Infinity)) return values;
  throw new InputError(`${option} takes positive numbers between commas, such as 1,3, and not ${text}.`);
}

/** Runs a script; its exit code is what it returns, or 2 after one sentence about bad input. */
export async function finishWith(script: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await script();
  } catch (error) {
    if (!isInputError(error) && !isArgumentError(error)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** What `parseArgs` of Node throws at an option that it does not know. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
