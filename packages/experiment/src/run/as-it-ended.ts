import type { RunDescription } from '@pomdp-gym/contracts';
import type { RunRecord } from './run-record.js';

/** A run as it is repeated: one that a limit of seconds ended is to end at the look at the clock that its record names. */
export function asItEnded(description: RunDescription, { look }: Pick<RunRecord, 'look'>): RunDescription {
  return look === undefined ? description : { ...description, endsAtLook: look };
}
