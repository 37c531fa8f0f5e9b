import type { Policy } from '@pomdp-gym/contracts';
import {
  type AlphaVectorPolicy,
  attainedValue,
  beliefPolicyValue,
  isAlphaVectorPolicy,
} from '@pomdp-gym/planning';
import { toTheEnd } from './to-the-end.js';

/** Two numbers that what a policy earns from the start lies between. */
export interface WorthBounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * What a policy is certain to earn from the start: by the continuations of its α-vectors, or else by the beliefs that it
 * comes to. Undefined for a policy that is no set of α-vectors.
 */
export function policyWorth(policy: Policy): number | undefined {
  if (!isAlphaVectorPolicy(policy)) return undefined;
  return attainedValue(policy) ?? worthByBeliefs(policy).lower;
}

/**
 * Bounds on what a set of α-vectors earns, by the beliefs that it comes to.
 *
 * @param onProgress called now and then.
 */
export function worthByBeliefs(policy: AlphaVectorPolicy, onProgress?: () => void): WorthBounds {
  const [lower, upper] = toTheEnd(beliefPolicyValue(policy), onProgress);
  return { lower, upper };
}
