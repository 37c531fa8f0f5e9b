import type { RunRecord } from '@pomdp-gym/experiment';
import type { CurvePoint } from '@pomdp-gym/figures';
import { studentInterval } from '@pomdp-gym/statistics';

/**
 * Mean and 95 % t-interval over runs at places along the steps; each run counts with the policy it had by then, one that has
 * ended with its last. Places before the first that every run is known at are left out.
 */
export function meanCurve(runs: readonly RunRecord[], places: readonly number[]): CurvePoint[] {
  return places.flatMap((x): CurvePoint[] => {
    const values = runs.flatMap((run) => rewardBy(run, x) ?? []);
    if (values.length < runs.length) return [];
    const { estimate, low, high } = studentInterval(values);
    return [{ x, y: estimate, ...(values.length > 1 && { low, high }) }];
  });
}

/** η of the policy that a run had after so many steps; undefined before the first that is known. */
function rewardBy({ curve, averageReward, steps }: RunRecord, x: number): number | undefined {
  if (x >= steps && averageReward !== null) return averageReward;
  return curve.findLast(([at]) => at <= x)?.[1];
}

/** `count` places from `least` to `most`, evenly or, for a logarithmic axis, in even ratios. */
export function placesBetween(least: number, most: number, count: number, scale: 'linear' | 'log'): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    return scale === 'linear' ? least + share * (most - least) : least * (most / least) ** share;
  });
}
