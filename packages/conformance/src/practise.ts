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
  /** Seed of the problem's chance and, unless `choices` is given, of the policy's; 1 by default. */
  readonly seed?: number;
  /** Seed of the policy's chance. */
  readonly choices?: number;
  /** Steps after which an episode is cut off. */
  readonly episodeLimit?: number;
}

/** Lets a learner act and learn, a step a batch. */
export function practise(
  learner: Learner,
  environment: ModelEnvironment,
  settings: PractiseSettings,
): Practice {
  const practice: Practice = { observations: [], actions: [], rewards: [] };
  for (const { observation, action, reward } of practising(learner, environment, settings)) {
    practice.observations.push(observation);
    practice.actions.push(action);
    practice.rewards.push(reward);
  }
  return practice;
}

/** One step of a learner. */
interface PractisedStep {
  readonly observation: number;
  readonly action: number;
  readonly reward: number;
}

/** Lets a learner act and learn, and yields each step once it has learnt from it. */
export function* practising(
  learner: Learner,
  environment: ModelEnvironment,
  {
    steps,
    lending = 'lent',
    seed = 1,
    choices: choiceSeed = seed,
    episodeLimit = Infinity,
  }: PractiseSettings,
): Generator<PractisedStep, void, undefined> {
  const random = randomStream(seed, 'environment');
  const choices = randomStream(choiceSeed, 'policy');
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
    const step = { observation, action: batch.actions.values[0]!, reward: batch.rewards[0]! };
    observation = batch.ending === 'none' ? Number(batch.next) : -1;
    learner.update(batch);
    if (lending === 'lent') poison(batch);
    yield step;
  }
}

/** One step as a batch; one that is the last of its episode is cut off where it ends nothing itself. */
function oneStep(
  { policy }: Learner,
  environment: ModelEnvironment,
  observation: number,
  isLast: boolean,
): StepBatch {
  const { observationSpace, actionSpace } = environment;
  const { action, memory } = actedRow(policy, observation);
  const outside = outsideSpace(actionSpace, action);
  demand(outside === undefined, () => `An action lies outside the action space: ${outside}.`);
  const { reward, ending, observation: next } = environment.step(action);
  const spaces = { observationSpace, actionSpace, memorySpace: policy.memorySpace };
  return batchOf(spaces, [{ observation, action, memory, reward }], {
    ending: ending === 'none' && isLast ? 'truncated' : ending,
    next,
  });
}
