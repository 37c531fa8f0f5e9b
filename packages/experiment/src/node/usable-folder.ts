import { InputError, whyUnwritable } from '@pomdp-gym/contracts';

/** Does what reads and writes in a folder; what the system refuses there becomes an InputError that names the folder. */
export function inFolder<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError(
      `Results cannot be kept in ${path}: ${whyUnwritable(error)}. Give another folder with --out.`,
      { cause: error },
    );
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
