import { createHash } from 'node:crypto';
import { canonicalJson } from '../study/canonical-json.js';
import type { Study } from '../study/study.js';

/** Eight hexadecimal digits that tell one study from another; the order of keys does not matter. */
export function studyHash(study: Study): string {
  return createHash('sha256').update(canonicalJson(study)).digest('hex').slice(0, 8);
}
