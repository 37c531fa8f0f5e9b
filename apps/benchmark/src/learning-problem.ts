import { InputError, type Learner } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { learn } from '@pomdp-gym/training';
import { gradientProblem, type GradientProblem } from './gradient-problem.js';
import { actorCritic, olpomdp, sarsa } from './measured-plugins.js';

/** How a learner is run: step by step, or from a batch a step. */
export type Learning = 'auto' | 'generic';

const makers: Readonly<Record<string, (problem: GradientProblem) => Learner>> = {
  olpomdp: ({ environment, policy }) => olpomdp.create(olpomdp.options.parse({}), environment, policy),
  sarsa: ({ environment, policy }) => sarsa.create(sarsa.options.parse({}), environment, policy),
  'actor-critic': ({ environment, policy }) =>
    actorCritic.create(actorCritic.options.parse({}), environment, policy),
};

/** Makes what learns on a problem for so many steps from the θ of the problem, given a seed, and returns θ. */
export function learning(
  learnerName: string,
  problemName: string,
  path: Learning,
  steps: number,
): (seed: number) => Promise<Float64Array> {
  const make = makers[learnerName];
  if (!make)
    throw new InputError(`There is no learner ${learnerName}; there are ${Object.keys(makers).join(', ')}.`);
  const problem = gradientProblem(problemName);
  const { environment, policy } = problem;
  const start = policy.parameters.slice();
  return async (seed) => {
    policy.parameters.set(start);
    await learn({
      environment,
      learner: make(problem),
      steps,
      reportEvery: steps,
      path,
      environmentRandom: randomStream(seed, 'environment'),
      policyRandom: randomStream(seed, 'policy'),
    }).forEach(() => undefined);
    return policy.parameters.slice();
  };
}
