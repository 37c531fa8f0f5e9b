import {
  hasActWithScore,
  isParametric,
  type Learner,
  type StepwiseLearner,
  type TraceAscent,
} from '@pomdp-gym/contracts';
import type { ModelEnvironment } from '@pomdp-gym/models';
import { addScaled, randomStream, scale } from '@pomdp-gym/numerics';
import { attempt } from './attempt.js';
import { type Check, demand } from './check.js';
import { practise, type Practice } from './practise.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { sameBits } from './walk.js';

const STEPS = 600;
/** Steps after which episodes are cut off. */
const LIMIT = 40;

type Create = (environment: ModelEnvironment) => Learner;

/** The rules of a learner that offers to learn from each step as it is made. */
export function stepwiseChecks(example: Learner | undefined, create: Create): Check[] {
  const stepwise = example?.stepwise;
  if (!stepwise) return [];
  const same: Check = {
    name: 'Step by step it learns what it learns from batches of one step, to the bit.',
    run: () => learnsAlike(create, (learner) => learner.stepwise!),
  };
  const described: Check = {
    name: 'The ascent that it describes is how it learns, to the bit.',
    run: () => learnsAlike(create, (learner) => ascending(learner.stepwise!.ascent!)),
  };
  return [same, ...(stepwise.ascent ? [described] : [])];
}

/** Of two learners one begins step by step; then both go on with batches, in which more of their state shows. */
function learnsAlike(create: Create, stepsOf: (learner: Learner) => StepwiseLearner): void {
  for (const model of [ring(), errand()]) {
    const environment = smallEnvironment(model);
    const [one, other] = [create(environment), create(environment)];
    const begun = practiseStepwise(one, stepsOf(one), environment);
    const settings = { steps: STEPS, episodeLimit: LIMIT };
    demandAlike([one, begun], [other, practise(other, environment, settings)], 'Step by step');
    const [later, expected] = [one, other].map((learner) => practise(learner, environment, settings));
    demandAlike([one, later!], [other, expected!], 'With batches behind these steps');
  }
}

/** As `practise` does, with the streams and the limit of it, without batches. */
function practiseStepwise(
  { policy }: Learner,
  stepwise: StepwiseLearner,
  environment: ModelEnvironment,
): Practice {
  const practice: Practice = { observations: [], actions: [], rewards: [] };
  const [random, choices] = [randomStream(1, 'environment'), randomStream(1, 'policy')];
  let observation = -1;
  let episodeSteps = 0;
  for (let t = 0; t < STEPS; t++) {
    if (observation < 0) {
      observation = environment.reset(random);
      policy.reset(choices);
      episodeSteps = 0;
    }
    const action = stepwise.act(observation);
    const { reward, observation: next, ending: itself } = environment.step(action);
    const ending = itself === 'none' && ++episodeSteps === LIMIT ? 'truncated' : itself;
    stepwise.learn(reward, next, ending);
    practice.observations.push(observation);
    practice.actions.push(action);
    practice.rewards.push(reward);
    observation = ending === 'none' ? next : -1;
  }
  return practice;
}

/** The recursion of an ascent, from its numbers. */
function ascending(ascent: TraceAscent): StepwiseLearner {
  const { policy, trace, beta, progress } = ascent;
  demand(
    hasActWithScore(policy),
    () =>
      'The policy of the ascent that it describes has no actWithScore, which each step of an ascent calls.',
  );
  return {
    act: (observation) => {
      scale(trace, beta);
      return policy.actWithScore(observation, trace);
    },
    learn: (reward, _next, ending) => {
      const slowed = ascent.step / (1 + ascent.decay * progress.steps++);
      progress.meanReward += (reward - progress.meanReward) / progress.steps;
      progress.largest = Math.max(progress.largest, Math.abs(reward));
      const advantage = ascent.subtractsMean ? reward - progress.meanReward : reward;
      const moved = ascent.isRelative ? advantage / progress.largest : advantage;
      if (advantage !== 0) addScaled(policy.parameters, slowed * moved, trace);
      if (ending !== 'none') trace.fill(0);
    },
  };
}

function demandAlike(
  [one, found]: readonly [Learner, Practice],
  [other, expected]: readonly [Learner, Practice],
  when: string,
): void {
  const step = expected.actions.findIndex((action, t) => action !== found.actions[t]);
  demand(
    step < 0,
    () =>
      `${when} it takes action ${found.actions[step]} at step ${step}, where batches of one step lead to ${expected.actions[step]}.`,
  );
  const [theta, wanted] = [one, other].map(({ policy }) =>
    isParametric(policy) ? policy.parameters : new Float64Array(0),
  );
  demand(
    sameBits(theta!, wanted!),
    () => `${when} θ comes to (${theta!.join(', ')}), with batches to (${wanted!.join(', ')}).`,
  );
  const [saved, kept] = [one, other].map((learner) => JSON.stringify(attempt(() => learner.save?.())));
  demand(saved === kept, () => `${when} it saves ${saved}, with batches ${kept}.`);
}
