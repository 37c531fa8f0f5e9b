import type { Size } from '@pomdp-gym/reproduction';

/** β of the fixed estimates that errors are compared with. */
export const fixedBetas = [0, 0.4, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999];

/** β and T of the fixed ascents. */
export const ascentGrid = { betas: [0, 0.8, 0.95, 0.99], steps: [100, 1000, 10_000] };

/** The seed of the paths. */
export const SEED = 23;

const sizes = {
  full: {
    paths: 60,
    steps: [1000, 10_000, 100_000],
    runs: 12,
    budget: 50_000,
    /** T of `auto`, at most: for directions and in line searches. */
    most: { direction: 20_000, lineSearch: 5000 },
    /** Trials at known slopes of each problem. */
    signs: 80,
    signSteps: 5000,
  },
  quick: {
    paths: 10,
    steps: [1000, 10_000],
    runs: 3,
    budget: 20_000,
    most: { direction: 4000, lineSearch: 2000 },
    signs: 10,
    signSteps: 3000,
  },
} as const;

export type Scale = (typeof sizes)[Size];

export function scaleOf(size: Size): Scale {
  return sizes[size];
}
