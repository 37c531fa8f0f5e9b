import { gunzipSync } from 'node:zlib';
import type { Diagnostic } from './diagnostic.js';

/** The most bytes that a compressed file may hold. */
const LARGEST = 2 ** 29;

/** Whether bytes begin as a gzip file does (RFC 1952, section 2.3.1). */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What a gzip file holds, or what is wrong with it. */
export function unpacked(bytes: Uint8Array): Uint8Array | Diagnostic {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    const large = error instanceof RangeError;
    const message = large
      ? `This compressed file holds more than ${LARGEST / 2 ** 20} megabytes, the limit of this reader.`
      : 'This begins as a gzip file does and cannot be unpacked: it is damaged or cut short.';
    const kind = large ? 'too-large' : 'cut-short';
    return { severity: 'error', kind, line: 1, column: 1, length: 0, text: '', message };
  }
}
