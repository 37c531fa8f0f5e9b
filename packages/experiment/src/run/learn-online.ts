import { isParametric, type StepBatch } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { learn } from '@pomdp-gym/training';
import { fromEvent, takeUntil } from 'rxjs';
import type { LearningAgent } from './assemble.js';
import type { Spent } from './limits.js';
import { guardedLearner, requireLearner } from './guard/guarded-learner.js';
import { requireFiniteParameters } from './require-finite-parameters.js';
import { CURVE_POINTS, type TrainedAgent, type RunContext } from './run-context.js';
import { startingPoint } from './starting-point.js';

/** Lets a learner act and learn until its budget is spent, or another limit comes. Fails as soon as a point of its curve has no finite θ. */
export async function learnOnline({ learner }: LearningAgent, context: RunContext): Promise<TrainedAgent> {
  const { description, emit, environment, episodes, limits, rewardAlong, signal } = context;
  const { seed, budget, episodeLimit, endsAtLook = Infinity } = description;
  const isByStep = (learner.batchSize ?? 1) === 1; // where many steps are handed out at once, there is a look a step all the same
  let end: Spent | undefined;
  let taken = 0;
  const part = `learner ${description.agent.learner?.id}`;
  requireLearner(learner, part);
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
    learner: guardedLearner(learner, part),
    steps: isByStep ? Math.min(budget, endsAtLook) : budget,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
    reportEvery: Math.ceil(budget / CURVE_POINTS),
    ...(episodes && { onBatch: (batch: StepBatch) => episodes.take(batch) }),
    ...(learner.batchSize !== undefined && { batchSize: learner.batchSize }),
    ...(episodeLimit !== undefined && { episodeLimit }),
    ...((description.limits ?? description.endsAtLook) !== undefined && {
      until: ({ ending, length }) => {
        limits.count(ending);
        end = limits.look(isByStep ? length : 1);
        return end !== undefined;
      },
    }),
  })
    .pipe(takeUntil(fromEvent(signal, 'abort')))
    .forEach(({ steps, averageReward }) => {
      taken = steps;
      emit({ kind: 'progress', steps });
      point('iterate', steps, averageReward);
    });
  signal.throwIfAborted();
  return { policy, steps: taken, ended: 'budget', ...end };
}
