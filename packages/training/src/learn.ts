import type { Environment, Learner, Random, StepBatch, StepwiseLearner } from '@pomdp-gym/contracts';
import { canLearnStepwise, simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { defer, filter, map, type Observable, takeWhile } from 'rxjs';

export interface LearnSettings extends Pick<
  SimulationSettings,
  'batchSize' | 'episodeLimit' | 'path' | 'kernel'
> {
  readonly environment: Environment;
  readonly learner: Learner;
  readonly steps: number;
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  /** Steps between two reports. */
  readonly reportEvery: number;
  /** Called with each batch; before the learner learns from it, where it does not learn step by step. */
  readonly onBatch?: (batch: StepBatch) => void;
  /** Called after each batch: learning ends with the batch for which it returns true. */
  readonly until?: (batch: StepBatch) => boolean;
}

export interface LearningProgress {
  /** Steps so far. */
  readonly steps: number;
  /** Mean reward per step since the last report. */
  readonly averageReward: number;
}

/**
 * Lets a learner act and learn on one path. θ changes between batches, which hold one step by default: there a learner that offers it
 * learns step by step on the tables of a model, with the same bits, and `onBatch` and `until` are given many steps at once.
 * Reports every `reportEvery` steps and at the end.
 */
export function learn(settings: LearnSettings): Observable<LearningProgress> {
  const { learner, reportEvery, onBatch, until } = settings;
  return defer(() => {
    const stepwise = stepwiseFor(settings);
    let steps = 0;
    let reported = 0;
    let sum = 0;
    let over = false;
    const learnFrom = (batch: StepBatch): LearningProgress | undefined => {
      onBatch?.(batch);
      if (!stepwise) learner.update(batch);
      steps += batch.length;
      for (let i = 0; i < batch.length; i++) sum += batch.rewards[i]!;
      over = until?.(batch) ?? false;
      if (!over && steps - reported < reportEvery && steps < settings.steps) return undefined;
      const progress = { steps, averageReward: sum / (steps - reported) };
      reported = steps;
      sum = 0;
      return progress;
    };
    return simulate(simulationOf(settings, stepwise)).pipe(
      map(learnFrom),
      takeWhile(() => !over, true),
      filter((progress) => progress !== undefined),
    );
  });
}

/** How the learner learns step by step, where it can. */
function stepwiseFor({ batchSize = 1, environment, learner, path = 'auto' }: LearnSettings) {
  return batchSize === 1 && path === 'auto' && canLearnStepwise(environment) ? learner.stepwise : undefined;
}

function simulationOf(settings: LearnSettings, stepwise: StepwiseLearner | undefined): SimulationSettings {
  const { learner, environment, steps, environmentRandom, policyRandom, episodeLimit } = settings;
  const { batchSize = 1, path = 'generic', kernel = 'auto', reportEvery } = settings;
  const { policy } = learner;
  if (kernel === 'wasm' && !stepwise)
    throw new RangeError(
      'The kernel in WebAssembly learns from single steps alone: leave batchSize and path out, take the environment of a finite model, and a ' +
        'learner that learns step by step.',
    );
  return {
    ...{ environment, policy, steps, environmentRandom, policyRandom },
    ...(episodeLimit !== undefined && { episodeLimit }),
    ...(stepwise
      ? { learner: stepwise, kernel, cutEvery: Math.min(reportEvery, steps) }
      : { batchSize, path }),
  };
}
