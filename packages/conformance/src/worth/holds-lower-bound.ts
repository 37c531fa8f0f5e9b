import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { demand, NotDecided } from '../check.js';
import type { Interval } from './settled-worth.js';
import { policyWorth, type PolicyWorth, type WorthSettings } from './policy-worth.js';

/** What rounding may take from a sum, as a part of the size of its numbers. */
const ROUNDING = 1e-9;
/** The widest interval, as a part of the size of its numbers, that decides whether a bound inside of it is held. */
const TOLERANCE = 1e-6;

/**
 * Holds a policy to the lower bound reported with it, by `policyWorth`.
 *
 * @throws BrokenRule where it is worth less than the bound whatever it does where it was not followed.
 * @throws NotDecided where that makes the difference, and is more than 10⁻⁶ of the size of the sums of rewards.
 */
export function holdsLowerBound(
  model: FiniteModel,
  policy: Policy,
  lower: number,
  settings: WorthSettings,
): PolicyWorth {
  const enough = (worth: Interval, scale: number) => verdict(worth, lower, scale) !== undefined;
  const worth = policyWorth(model, policy, { ...settings, enough });
  const { least, most, scale, moves, beliefs } = worth;
  const found = verdict(worth, lower, scale);
  demand(
    found !== 'broken',
    () => `The policy it returns is worth ${most} at most; the lower bound it reports is ${lower}.`,
  );
  if (found === 'held') return worth;
  throw new NotDecided(
    `The policy is worth ${least} to ${most} by ${moves} moves at ${beliefs} beliefs; the lower bound is ${lower}.`,
  );
}

function verdict({ least, most }: Interval, lower: number, scale: number): 'held' | 'broken' | undefined {
  const rounding = ROUNDING * scale;
  if (least >= lower - rounding) return 'held';
  if (most < lower - rounding) return 'broken';
  return most - least <= TOLERANCE * scale ? 'held' : undefined;
}
