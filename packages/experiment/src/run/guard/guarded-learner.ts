import {
  isPromise,
  type Learner,
  madeProblem,
  type StepwiseLearner,
  valueInWords,
} from '@pomdp-gym/contracts';
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
 * The same learner; its `update` and its `stepwise.learn` are held to their contracts.
 *
 * @throws BrokenContract, from these.
 */
export function guardedLearner(learner: Learner, part: string): Learner {
  const { policy, stepwise } = learner;
  return {
    policy,
    update: (batch) => requireNoPromise(learner.update(batch), part, 'update'),
    ...(stepwise && { stepwise: guardedSteps(stepwise, part) }),
  };
}

function guardedSteps(stepwise: StepwiseLearner, part: string): StepwiseLearner {
  const { ascent } = stepwise;
  return {
    ...(ascent && { ascent }),
    act: (observation) => stepwise.act(observation),
    learn: (reward, next, ending) =>
      requireNoPromise(stepwise.learn(reward, next, ending), part, 'stepwise.learn'),
  };
}

function requireNoPromise(returned: unknown, part: string, method: string): void {
  if (!isPromise(returned)) return;
  throw new BrokenContract(part, `${method} returns a promise; it must learn at once: drop async.`);
}
