import type { StudyPlan } from '../executors/cell-queue.js';
import type { Handshake } from '../executors/handshake.js';
import { canonicalJson } from '../study/canonical-json.js';
import type { Study } from '../study/study.js';
import { chainHash } from './chain-hash.js';

/**
 * What the workers of a study are given. Its id is a digest of all of it: the same study with other code has a queue of its own.
 *
 * @param study with its options completed.
 */
export function studyPlan(study: Study, handshake: Handshake): StudyPlan {
  return { id: chainHash(canonicalJson({ study, handshake })).slice(0, 16), study, handshake };
}
