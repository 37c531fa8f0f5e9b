import type { RunRecord } from '../run/run-record.js';
import { canonicalJson } from '../study/canonical-json.js';
import { chainHash } from './chain-hash.js';

/** A digest of what came out of a run, without what it ran on and how patient its study was: equal digests, equal results to the bit. */
export function recordDigest(record: RunRecord): string {
  return chainHash(canonicalJson({ ...record, versions: undefined, patience: undefined }));
}
