import type { Learner, StepBatch } from '@pomdp-gym/contracts';
import type { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { actedRow, batchOf, poison } from './batches.js';
import { demand } from './check.js';
import { outsideSpace } from './points.js';

/** Whether batches are taken back (refilled with what is no step) or left to the learner. */
export type Lending = 'lent' | 'given';

/** What a learner did and earned. */
export interface Practice {
  readonly observations: number[];
  readonly actions: number[];
  readonly rewards: number[];
}

/** How a learner practises. */
export interface PractiseSettings {
  readonly steps: number;
  readonly lending?: Lending;
  /** Steps after which an episode is cut off. */
  readonly episodeLimit?: number;
}

/** Lets a learner act and learn, a step a batch. */
export function practise(
  learner: Learner,
  environment: ModelEnvironment,
  { steps, lending = 'lent', episodeLimit = Infinity }: PractiseSettings,
): Practice {
  const random = randomStream(1, 'environment');
  const choices = randomStream(1, 'policy');
  const practice: Practice = { observations: [], actions: [], rewards: [] };
  let observation = -1;
  let episodeSteps = 0;
  for (let t = 0; t < steps; t++) {
    if (observation < 0) {
      observation = environment.reset(random);
      learner.policy.reset(choices);
      episodeSteps = 0;
    }
    const isLast = ++episodeSteps === episodeLimit;
    const batch = oneStep(learner, environment, observation, isLast);
    practice.observations.push(observation);
    practice.actions.push(batch.actions.values[0]!);
    practice.rewards.push(batch.rewards[0]!);
    observation = batch.ending === 'none' ? Number(batch.next) : -1;
    learner.update(batch);
    if (lending === 'lent') poison(batch);
  }
  return practice;
}

/** One step as a batch; one that is the last of its episode is cut off where it ends nothing itself. */
function oneStep(
  { policy }: Learner,
  environment: ModelEnvironment,
  observation: number,
  isLast: boolean,
): StepBatch {
  const { observationSpace, actionSpace } = environment;
  const row = actedRow(policy, observation);
  const outside = outsideSpace(actionSpace, row.action);
  demand(outside === undefined, () => `An action lies outside the action space: ${outside}.`);
  const { reward, ending, observation: next } = environment.step(row.action);
  const spaces = { observationSpace, actionSpace, memorySpace: policy.memorySpace };
  return batchOf(spaces, [{ ...row, reward }], {
    ending: ending === 'none' && isLast ? 'truncated' : ending,
    next,
  });
}
