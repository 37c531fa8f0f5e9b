import { readFileSync } from 'node:fs';
import { InputError, whyUnreadable } from '@pomdp-gym/contracts';

/** The bytes of a model file, compressed where the file is. Throws an InputError where it cannot be read. */
export function bytesOfModelFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError(`The model file ${path} cannot be read: ${whyUnreadable(error)}.`, { cause: error });
  }
}
