import {
  type Critic,
  InputError,
  isParametric,
  type ParametricPolicy,
  type Policy,
} from '@pomdp-gym/contracts';

/** The policy, if a learner that brings its own critic can train it. Throws an InputError where it cannot. */
export function requireTrainable(
  learner: string,
  policy: Policy | undefined,
  critic: Critic | undefined,
): ParametricPolicy {
  if (critic) throw new InputError(`${learner} brings its own critic: name none beside it.`);
  if (isParametric(policy)) return policy;
  throw new InputError(
    `${learner} trains a policy with parameters and a score, such as softmax: name one for it.`,
  );
}
