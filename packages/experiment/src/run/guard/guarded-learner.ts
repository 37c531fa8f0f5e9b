import { isPromise, type Learner, madeProblem, valueInWords } from '@pomdp-gym/contracts';
import { BrokenContract } from './broken-contract.js';

/**
 * Holds a learner that was made to a policy that can act, and a batch size that is a whole number.
 *
 * @param part what it is, for messages: `learner sarsa`.
 * @throws BrokenContract
 */
export function requireLearner({ policy, batchSize = 1 }: Learner, part: string): void {
  if (madeProblem('policy', policy) !== undefined)
    throw new BrokenContract(part, `its policy is ${valueInWords(policy)}; it must have reset() and act().`);
  if (Number.isInteger(batchSize) && batchSize >= 1) return;
  throw new BrokenContract(part, `its batchSize is ${batchSize}; it must be a whole number from 1 on.`);
}

/**
 * The same learner; its `update` is held to its contract.
 *
 * @throws BrokenContract, from `update`.
 */
export function guardedLearner(learner: Learner, part: string): Learner {
  return {
    policy: learner.policy,
    update: (batch) => {
      const returned: unknown = learner.update(batch);
      if (!isPromise(returned)) return;
      throw new BrokenContract(part, 'update returns a promise; it must learn at once: drop async.');
    },
  };
}
