import { type Environment, InputError, isParametric, type ParametricPolicy } from '@pomdp-gym/contracts';
import type { Reference, Registry } from '@pomdp-gym/registry';

/** An environment, and a policy with parameters for it. */
export interface Problem {
  readonly environment: Environment;
  readonly policy: ParametricPolicy;
}

/**
 * Makes a problem, its policy at θ.
 *
 * @throws InputError where the policy has no parameters.
 */
export function createProblem(
  problem: { readonly environment: Reference; readonly policy: Reference },
  theta: ArrayLike<number>,
  registry: Registry,
): Problem {
  const environment = registry.create('environment', problem.environment);
  const policy = registry.create('policy', problem.policy, environment);
  if (!isParametric(policy)) throw new InputError(`The policy ${problem.policy.id} has no parameters.`);
  policy.parameters.set(theta);
  return { environment, policy };
}
