/**
 * What a person gave us cannot be used. The message is whole sentences: what is wrong, where, and what would be right.
 * Apps print it without a stack trace and leave with exit code 2; everything else that is thrown is a bug.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Whether it is an InputError, of this copy of the package or of another that a plugin brought along. */
export function isInputError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'InputError';
}
