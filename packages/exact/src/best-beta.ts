import { InputError } from '@pomdp-gym/contracts';
import { type AsymptoticError, meanSquaredError } from './mean-squared-error.js';

/** The best β for a number of steps, and the error it leaves. */
export interface BestBeta {
  readonly beta: number;
  readonly meanSquaredError: number;
}

const FINEST = 20;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const TOLERANCE = 1e-4;

/**
 * The β in [0, 1 − 2⁻²⁰] whose estimate from T steps has the least mean squared error. Every half power of two of 1 − β is
 * tried, then golden sections of −log₂(1 − β) between the neighbours of the best of them, to 1e-4: a minimum narrower
 * than that grid may be missed, for nothing says there is only one.
 *
 * @throws InputError where an error is no number.
 * @param onProgress called after each β with the number tried so far, up to about sixty.
 */
export function bestBeta(
  errorAt: (beta: number) => AsymptoticError,
  steps: number,
  onProgress: (tried: number) => void = () => undefined,
): BestBeta {
  let tried = 0;
  const error = (fineness: number) => {
    const found = meanSquaredError(errorAt(1 - 2 ** -fineness), steps);
    onProgress(++tried);
    return found;
  };
  const grid = Array.from({ length: 2 * FINEST + 1 }, (_, i) => i / 2);
  const errors = grid.map(error);
  const best = errors.indexOf(Math.min(...errors));
  if (best < 0) {
    throw new InputError(
      'The mean squared error of GPOMDP overflows in double precision. Divide all rewards by one number.',
    );
  }
  const between = goldenSection(error, grid[Math.max(0, best - 1)]!, grid[Math.min(best + 1, 2 * FINEST)]!);
  const fineness = error(between) < errors[best]! ? between : grid[best]!;
  return { beta: 1 - 2 ** -fineness, meanSquaredError: error(fineness) };
}

/** Where a function with one minimum between low and high has it. */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [x, y] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  while (b - a > TOLERANCE) {
    if (fx <= fy) {
      [b, y, fy] = [y, x, fx];
      x = b - GOLDEN * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + GOLDEN * (b - a);
      fy = f(y);
    }
  }
  return (a + b) / 2;
}
