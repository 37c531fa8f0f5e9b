import { type RewardDigits, rewardDigits } from './reward-digits.js';

/** A bracket rounded outwards, so that what is shown still holds the optimum. */
export function bracketText(
  lower: number,
  upper: number,
  digits: RewardDigits = rewardDigits([lower, upper]),
): string {
  return `[${digits.below(lower)}, ${digits.above(upper)}]`;
}
