import { createHash } from 'node:crypto';
import type { Study } from './study.js';

/** Eight hexadecimal digits that tell one study from another; the order of keys does not matter. */
export function studyHash(study: Study): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(study)))
    .digest('hex')
    .slice(0, 8);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
