import { checkpointRules } from './checkpoint-rules.js';
import { leaseRules } from './lease-rules.js';
import { lossRules } from './loss-rules.js';
import { planningRules } from './planning-rules.js';
import type { QueueRule, QueueTrial } from './queue-trial.js';
import { resultRules } from './result-rules.js';

/**
 * The rules of a queue of cells: duplicate delivery, lost acknowledgements, reordering, clocks that are an hour off, workers that are
 * killed at each step, poisoned cells, stale code and races of reapers. Each is tried on a store of its own.
 *
 * @param begin makes an empty store.
 */
export function cellQueueRules(begin: () => Promise<QueueTrial>): QueueRule[] {
  return [...planningRules, ...leaseRules, ...resultRules, ...lossRules, ...checkpointRules].map(
    ([name, run]) => ({
      name,
      run: async () => {
        const trial = await begin();
        try {
          await run(trial);
        } finally {
          await trial.end();
        }
      },
    }),
  );
}
