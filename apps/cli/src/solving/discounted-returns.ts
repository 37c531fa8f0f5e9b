import type { Environment, Policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';

/**
 * Σ_t γ^t r_{t+1} of `episodes` episodes, each on streams of its own, so that a policy meets the same chances whatever
 * another one does in earlier episodes. An episode that does not end is cut after `steps`.
 */
export function discountedReturns(
  environment: Environment,
  policy: Policy,
  { episodes, steps, discount, seed }: { episodes: number; steps: number; discount: number; seed: number },
): Float64Array {
  return Float64Array.from({ length: episodes }, (_, episode) => {
    let observation = environment.reset(randomStream(seed, 'evaluation', episode, 'environment'));
    policy.begin(randomStream(seed, 'evaluation', episode, 'policy'));
    let total = 0;
    let weight = 1;
    for (let t = 0; t < steps; t++, weight *= discount) {
      const result = environment.step(policy.act(observation));
      total += weight * result.reward;
      if (result.ending !== 'none') break;
      ({ observation } = result);
    }
    return total;
  });
}
