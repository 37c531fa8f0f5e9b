import type { Laboratory } from '@pomdp-gym/reproduction';
import { type ConjpomdpRuns, conjpomdpRuns, powersOfTwo } from '../conjpomdp-runs.js';
import { threeState } from '../three-state.js';

export const { betas, optimum } = threeState;

/** The runs that other experiments share. */
export function threeStateRuns(laboratory: Laboratory, size: 'full' | 'quick'): ConjpomdpRuns {
  const sizes = {
    full: { steps: powersOfTwo(4, 12), runs: 500 },
    quick: { steps: [16, 64, 256, 1024, 4096], runs: 40 },
  };
  return conjpomdpRuns(laboratory, 'three-state-conjpomdp', { betas, ...sizes[size] });
}
