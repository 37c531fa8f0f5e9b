import { plainText, shortened } from './plain-text.js';

/** The most characters of a message: what it quotes may be as long as a file. */
const LONGEST = 4000;

/**
 * What a person gave us cannot be used. The message is whole sentences: what is wrong, where, and what would be right.
 * Apps print it without a stack trace and leave with exit code 2; everything else that is thrown is a bug.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(message: string, options?: ErrorOptions) {
    super(plainText(shortened(message, LONGEST)), options);
  }
}

/** Whether it is an InputError, of this copy of the package or of another that a plugin brought along. */
export function isInputError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'InputError';
}
