import { randomStream } from '@pomdp-gym/numerics';
import { drawParameters } from './draw-parameters.js';
import { TabularPolicy } from './tabular-policy.js';

/** The policy that estimators are tried on, over the five observations and three actions of the small models. */
export function trialPolicy(seed: number): TabularPolicy {
  const policy = new TabularPolicy(5, 3);
  drawParameters(policy, 1, randomStream(seed, 'parameters'));
  return policy;
}
