import { readFileSync } from 'node:fs';
import { unreadable } from '@pomdp-gym/contracts';
import { unpacked } from './unpacked.js';

/** The bytes of a model file, unpacked where it is a gzip file. Throws an InputError where it cannot be read. */
export function bytesOfModelFile(path: string): Uint8Array {
  return unpacked(bytesOf(path), path);
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable('model file', path, error);
  }
}
