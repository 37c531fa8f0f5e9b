import { Replicates } from '@pomdp-gym/statistics';
import type { RunRecord } from '../run/run-record.js';

/** Digits of a score: equal policies that are computed in two ways differ in the last bits, and count as tied. */
const DIGITS = 12;

/** The average rewards of an agent in an environment, by seed, of the runs that finished; to 12 digits. */
export function replicateScores(
  records: readonly RunRecord[],
  environment: string,
  agent: string,
): Replicates {
  return Replicates.bySeed(
    records.flatMap((record) =>
      record.environment === environment && record.agent === agent && record.averageReward !== null
        ? [[record.seed, Number(record.averageReward.toPrecision(DIGITS))] as const]
        : [],
    ),
  );
}
