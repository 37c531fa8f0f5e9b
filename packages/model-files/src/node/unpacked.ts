import { gunzipSync } from 'node:zlib';
import { InputError } from '@pomdp-gym/contracts';

/** The most bytes that a compressed file may hold. */
const LARGEST = 2 ** 29;

/** The bytes of a file, or what they hold where they are those of a gzip file (RFC 1952). Throws an InputError where that is damaged. */
export function unpacked(bytes: Uint8Array, path: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    const message =
      error instanceof RangeError
        ? `This compressed file holds more than ${LARGEST / 2 ** 20} megabytes, the limit of this reader.`
        : 'This begins as a gzip file does and cannot be unpacked: it is damaged or cut short.';
    throw new InputError(`${path}: ${message}`, { cause: error });
  }
}
