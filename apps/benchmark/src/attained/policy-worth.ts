import { attainedValue, type PlanningModel } from '@pomdp-gym/planning';
import { beliefChainWorth } from './belief-chain.js';
import { simulatedWorth } from './simulated-worth.js';
import type { Claim, Worth } from './worth.js';

/** How many episodes a first and a second look take, and the CPU seconds after which they make do with fewer. */
export const FIRST_LOOK = { episodes: 400, seconds: 60, seed: 1 } as const;
export const SECOND_LOOK = { episodes: 10_000, seconds: 900, seed: 2 } as const;

/** From this discount on an episode is too long to simulate many. */
const LONG = 0.999;
/** Rounding in the beliefs, in the vectors and in the equations: relative to the claim, and to the largest reward. */
const ROUNDING = 1e-7;
const REWARD_ROUNDING = 1e-9;
/** An estimate may be so many standard errors low. */
const ERRORS = 3;

/**
 * What the policy is worth. In this order: the equations over the beliefs that the policy comes to, where these are few
 * enough; where γ is close to 1, the backup of its vectors, if it confirms the claim; else simulated episodes.
 */
export function policyWorth(claim: Claim): Worth {
  return beliefChainWorth(claim.policy) ?? backupWorth(claim) ?? simulatedWorth(claim, FIRST_LOOK);
}

/** Whether the policy is worth the claim, as far as `worth` can tell. */
export function holds({ lower, policy }: Claim, { value, error }: Worth): boolean {
  const rounding = ROUNDING * Math.abs(lower) + REWARD_ROUNDING * largestReward(policy.model);
  return value >= lower - Math.max(ERRORS * error, rounding);
}

function largestReward({ rewards }: PlanningModel): number {
  return rewards.flatMap((values) => [...values]).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function backupWorth(claim: Claim): Worth | undefined {
  if (claim.policy.model.discount < LONG) return undefined;
  const value = attainedValue(claim.policy);
  if (value === undefined) return undefined;
  const worth: Worth = { by: 'backup', value, error: 0, episodes: 0 };
  return holds(claim, worth) ? worth : undefined;
}
