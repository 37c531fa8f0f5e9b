import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** 16 hexadecimal digits of a SHA-256: a name for a content. */
export function contentDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** A digest of a file's content. Throws what the system says where the file cannot be read. */
export function fileDigest(path: string): string {
  return contentDigest(readFileSync(path));
}
