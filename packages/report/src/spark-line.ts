import { type CurveRun, meanCurve, placesBetween } from './mean-curve.js';

const BARS = '▁▂▃▄▅▆▇█';
const LENGTH = 10;

/**
 * The mean learning curve of some runs as a line of ten bars over the budget, from its own least value to its greatest; blank before the
 * first point that every run has, and null where there is none.
 */
export function sparkLine(runs: readonly CurveRun[], budget: number): string | null {
  if (runs.length === 0) return null;
  const heights = meanCurve(runs, placesBetween(0, budget, LENGTH, 'linear')).map(({ y }) => y);
  if (heights.length === 0) return null;
  const [least, greatest] = [Math.min(...heights), Math.max(...heights)];
  const bar = (y: number) => {
    const share = greatest > least ? (y - least) / (greatest - least) : 0;
    return BARS[Math.round(share * (BARS.length - 1))] ?? '';
  };
  return heights.map(bar).join('').padStart(LENGTH);
}
