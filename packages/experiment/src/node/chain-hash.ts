import { createHash } from 'node:crypto';

/** SHA-256 in 64 hexadecimal digits: what chains the events of a run, and names a cell. */
export function chainHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
