import type { GradientEstimate } from '@pomdp-gym/contracts';

/** What is climbed, as an estimate has it. */
export function heightOf({ value, averageReward }: GradientEstimate): number {
  return value ?? averageReward;
}
