import { isParametric, type StepBatch } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { learn } from '@pomdp-gym/training';
import { fromEvent, takeUntil } from 'rxjs';
import type { LearningAgent } from './assemble.js';
import { requireFiniteParameters } from './require-finite-parameters.js';
import { CURVE_POINTS, type TrainedAgent, type RunContext } from './run-context.js';
import { startingPoint } from './starting-point.js';

/** Lets a learner act and learn for the whole budget. Fails as soon as a point of its curve has no finite θ. */
export async function learnOnline({ learner }: LearningAgent, context: RunContext): Promise<TrainedAgent> {
  const { description, emit, environment, episodes, rewardAlong, signal } = context;
  const { seed, budget, episodeLimit } = description;
  const { policy } = learner;
  const parameters = isParametric(policy) ? policy.parameters : undefined;
  if (description.agent.policy) parameters?.set(startingPoint(description, parameters));
  const point = (kind: 'start' | 'iterate', steps: number, measured: number | null) => {
    if (parameters) requireFiniteParameters(parameters, steps);
    const theta = parameters ? [...parameters] : null;
    emit({ kind, steps, theta, ...rewardAlong(policy, measured), detail: {} });
  };
  point('start', 0, null);
  await learn({
    environment,
    learner,
    steps: budget,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
    reportEvery: Math.ceil(budget / CURVE_POINTS),
    ...(episodes && { onBatch: (batch: StepBatch) => episodes.take(batch) }),
    ...(learner.batchSize !== undefined && { batchSize: learner.batchSize }),
    ...(episodeLimit !== undefined && { episodeLimit }),
  })
    .pipe(takeUntil(fromEvent(signal, 'abort')))
    .forEach(({ steps, averageReward }) => {
      emit({ kind: 'progress', steps });
      point('iterate', steps, averageReward);
    });
  signal.throwIfAborted();
  return { policy, steps: budget, ended: 'budget' };
}
