import { controllerOf, type FiniteModel, type Policy } from '@pomdp-gym/contracts';
import { discountedValue } from '@pomdp-gym/exact';
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
 * comes to; of a team, by the linear equations of its joint controller. Undefined for other policies, and for a team where the
 * model has no discount below 1.
 */
export function policyWorth(policy: Policy, model: FiniteModel): number | undefined {
  if (policy.agents) return teamWorth(policy, model);
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

function teamWorth(policy: Policy, model: FiniteModel): number | undefined {
  const controller = controllerOf(policy);
  const { discount = 1 } = model;
  return controller && discount < 1 ? discountedValue(model, controller, discount) : undefined;
}
