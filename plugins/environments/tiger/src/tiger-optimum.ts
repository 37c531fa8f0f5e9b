import type { KnownOptimum } from '@pomdp-gym/contracts';

/** Beyond this lead more evidence is worth less than 1e-9 of any reward for every accuracy above .53. */
const MOST_EVIDENCE = 200;

interface Stakes {
  readonly accuracy: number;
  readonly listening: number;
  readonly treasure: number;
  readonly mauled: number;
}

/**
 * The best average reward per step, η*. The belief after an opening depends only on the lead k of one side over the
 * other in what was heard, so the problem is one of when to stop a random walk: the best policy opens at the first lead
 * of ±k for the best k ≥ 0, or never. A walk from 0 to ±k with p against q = 1 − p takes (k/(p−q))·(1−ρ^k)/(1+ρ^k) steps
 * and ends on the true side with probability 1/(1+ρ^k), ρ = q/p (gambler's ruin).
 */
export function tigerOptimum(stakes: Stakes): KnownOptimum {
  let averageReward = stakes.listening;
  for (let lead = 0; lead <= MOST_EVIDENCE; lead++) {
    averageReward = Math.max(averageReward, rewardOfLead(stakes, lead));
  }
  return { averageReward, source: 'opening at the best lead of one side in what was heard (gambler’s ruin)' };
}

/** η of listening until one side leads by `lead`, then opening the better door. */
export function rewardOfLead({ accuracy, listening, treasure, mauled }: Stakes, lead: number): number {
  const odds = ((1 - accuracy) / accuracy) ** lead;
  const right = 1 / (1 + odds);
  const listens = accuracy === 0.5 ? lead * lead : ((lead / (2 * accuracy - 1)) * (1 - odds)) / (1 + odds);
  const better = Math.max(treasure, mauled);
  const worse = Math.min(treasure, mauled);
  return (listens * listening + right * better + (1 - right) * worse) / (listens + 1);
}
