import { readFileSync } from 'node:fs';
import { InputError } from '@pomdp-gym/contracts';

/** The bytes of a model file; throws an InputError where it cannot be read. */
export function bytesOfFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The model file ${path} cannot be read: ${reason}.`, { cause: error });
  }
}
