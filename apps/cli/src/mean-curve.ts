import type { RunRecord } from '@pomdp-gym/experiment';
import type { CurvePoint } from '@pomdp-gym/figures';
import { studentInterval } from '@pomdp-gym/statistics';

/**
 * The mean of runs' average rewards at given steps, with its 95 % interval. Between its points a run stands where it last
 * stood, before the first where it began, and after its end at what its last policy earns.
 */
export function meanCurve(runs: readonly RunRecord[], steps: readonly number[]): CurvePoint[] {
  const paths = runs.map(pathOf).filter((path) => path.length > 0);
  if (paths.length === 0) return [];
  return steps.map((x) => {
    const { estimate, low, high } = studentInterval(paths.map((path) => standing(path, x)));
    return { x, y: estimate, ...(paths.length > 1 && { low, high }) };
  });
}

type Path = readonly (readonly [steps: number, averageReward: number])[];

function pathOf({ curve, steps, averageReward }: RunRecord): Path {
  return averageReward === null ? curve : [...curve, [steps, averageReward]];
}

function standing(path: Path, steps: number): number {
  const last = path.findLastIndex(([at]) => at <= steps);
  return path[Math.max(0, last)]![1];
}

/** `count` steps from `least` to `most`, evenly or, for a logarithmic axis, in even ratios. */
export function stepsBetween(least: number, most: number, count: number, scale: 'linear' | 'log'): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    return scale === 'linear' ? least + share * (most - least) : least * (most / least) ** share;
  });
}
