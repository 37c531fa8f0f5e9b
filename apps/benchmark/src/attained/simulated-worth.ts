import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { type AlphaVectorPolicy, valueRange } from '@pomdp-gym/planning';
import { mean, standardError } from '@pomdp-gym/statistics';
import { cpuSeconds } from '../cpu-seconds.js';
import type { Claim, Worth } from './worth.js';

interface Look {
  readonly episodes: number;
  /** CPU seconds after which it makes do with the episodes it has. */
  readonly seconds: number;
  readonly seed: number;
}

/** An episode is cut when γ^t is below this. */
const CUT = 1e-5;
/** Fewer episodes have no standard error to go by. */
const FEWEST = 30;
/** Between so many episodes it looks whether the claim is out of reach: the mean is so many standard errors low. */
const EPISODES_PER_CHECK = 200;
const OUT_OF_REACH = 5;

/**
 * What the policy earns in episodes of the model, which it acts in by the exact belief. What is cut off an episode counts
 * as the least that can come, so the mean errs downwards. Stops early where the claim is out of reach.
 */
export function simulatedWorth({ model, policy, lower }: Claim, look: Look): Worth {
  const environment = new ModelEnvironment(model);
  const least = Math.min(0, valueRange(policy.model)[0]);
  const begun = cpuSeconds();
  const returns: number[] = [];
  while (returns.length < look.episodes) {
    if (returns.length >= FEWEST && cpuSeconds() - begun > look.seconds) break;
    if (returns.length > 0 && returns.length % EPISODES_PER_CHECK === 0 && isOutOfReach(returns, lower))
      break;
    returns.push(episodeReturn(environment, policy, least, look.seed, returns.length));
  }
  return { by: 'episodes', value: mean(returns), error: standardError(returns), episodes: returns.length };
}

function isOutOfReach(returns: readonly number[], lower: number): boolean {
  return mean(returns) < lower - OUT_OF_REACH * standardError(returns);
}

function episodeReturn(
  environment: ModelEnvironment,
  policy: AlphaVectorPolicy,
  least: number,
  seed: number,
  episode: number,
): number {
  const { discount } = policy.model;
  let observation = environment.reset(randomStream(seed, 'attained', episode));
  let sum = 0;
  policy.reset();
  for (let weight = 1; weight > CUT; weight *= discount) {
    const step = environment.step(policy.act(observation));
    sum += weight * step.reward;
    if (step.ending !== 'none') return sum;
    ({ observation } = step);
  }
  return sum + CUT * least;
}
