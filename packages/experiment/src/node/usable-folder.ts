import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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

/**
 * Makes a folder and those above it, one after another: Node 20's own way never ends where the system refuses new folders
 * as if those above were missing, as below /proc.
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  mkdirSync(path);
}
