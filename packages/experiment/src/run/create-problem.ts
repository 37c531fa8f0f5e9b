import {
  type Environment,
  InputError,
  isParametric,
  type ParametricPolicy,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import type { Reference, Registry } from '@pomdp-gym/registry';
import { createEnvironment } from './create-environment.js';
import { createPolicy } from './create-policy.js';

/** An environment, and a policy with parameters for it. */
export interface Problem {
  readonly environment: Environment;
  readonly policy: ParametricPolicy;
}

/** What a problem is made from. */
export interface ProblemDescription {
  readonly environment: Omit<StudyEnvironment, 'name'>;
  readonly policy: Reference;
  /** The seed of the run that the policy is of, which what it draws once, when it is made, follows from; 0 where absent. */
  readonly policySeed?: number;
}

/**
 * Makes a problem, its policy at θ.
 *
 * @throws InputError where the policy has no parameters.
 */
export function createProblem(
  problem: ProblemDescription,
  theta: ArrayLike<number>,
  registry: Registry,
): Problem {
  const environment = createEnvironment(problem.environment, registry);
  const policy = createPolicy(problem.policy, environment, problem.policySeed ?? 0, registry);
  if (!isParametric(policy)) throw new InputError(`The policy ${problem.policy.id} has no parameters.`);
  policy.parameters.set(theta);
  return { environment, policy };
}
