import { type Attainable, clipInterval, type RunRecord } from '@pomdp-gym/experiment';
import type { CurvePoint } from '@pomdp-gym/figures';
import { studentInterval } from '@pomdp-gym/statistics';

/** What a curve is drawn from. */
export type CurveRun = Pick<RunRecord, 'curve' | 'averageReward' | 'steps'>;

/**
 * Mean and 95 % t-interval over runs at places along the steps; each run counts with the policy it had by then, one that has
 * ended with its last. The interval ends where nothing beyond is `attainable`. Places before the first that every run is known at are left out.
 */
export function meanCurve(
  runs: readonly CurveRun[],
  places: readonly number[],
  attainable: Attainable = [-Infinity, Infinity],
): CurvePoint[] {
  return places.flatMap((x): CurvePoint[] => {
    const values = runs.flatMap((run) => rewardBy(run, x) ?? []);
    if (values.length < runs.length) return [];
    const { estimate: mean, ...ends } = studentInterval(values);
    const { low, high } = clipInterval({ mean, ...ends }, attainable);
    return [{ x, y: mean, ...(values.length > 1 && { low, high }) }];
  });
}

/** η of the policy that a run had after so many steps; undefined before the first that is known. */
function rewardBy({ curve, averageReward, steps }: CurveRun, x: number): number | undefined {
  if (x >= steps && averageReward !== null) return averageReward;
  return curve.findLast(([at]) => at <= x)?.[1];
}

/** The most places of one curve: more than pixels would only make the page longer. */
const MOST_PLACES = 400;

/** The steps at which any of the runs has a point of its own, has ended, or may go to; of very many, an even part. */
export function ownPlaces(runs: readonly Pick<CurveRun, 'curve' | 'steps'>[], budget: number): number[] {
  const own = runs.flatMap(({ curve, steps }) => [...curve.map(([at]) => at), Math.min(steps, budget)]);
  const places = [...new Set([...own, budget])].sort((a, b) => a - b);
  const apart = Math.ceil(places.length / MOST_PLACES);
  return places.filter((_, i) => (places.length - 1 - i) % apart === 0);
}

/** `count` places from `least` to `most`, evenly or, for a logarithmic axis, in even ratios. */
export function placesBetween(least: number, most: number, count: number, scale: 'linear' | 'log'): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    return scale === 'linear' ? least + share * (most - least) : least * (most / least) ** share;
  });
}
