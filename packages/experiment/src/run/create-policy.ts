import type { Environment, Policy, Reference } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';

/** The policy of a run in an environment. What a policy draws once, when it is made, follows from the seed of the run. */
export function createPolicy(
  reference: Reference,
  environment: Environment,
  seed: number,
  registry: Registry,
): Policy {
  const model = environment.model?.bind(environment);
  return registry.create('policy', reference, environment, model, randomStream(seed, 'policy', 'made'));
}
