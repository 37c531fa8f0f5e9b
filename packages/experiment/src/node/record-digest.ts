import type { RunRecord } from '../run/run-record.js';
import { canonicalJson } from '../study/canonical-json.js';
import { chainHash } from './chain-hash.js';

/**
 * A digest of what came out of a run, without what it ran on and how patient its study was: equal digests, equal results to the bit. A
 * run that a limit of seconds ended may be longer another time; its digest is that of its cell alone, and `verify` repeats it by its looks.
 */
export function recordDigest(record: RunRecord): string {
  const { run, environment, agent, seed, look } = record;
  const compared =
    look === undefined
      ? { ...record, versions: undefined, patience: undefined }
      : { run, environment, agent, seed, ended: 'seconds' };
  return chainHash(canonicalJson(compared));
}
