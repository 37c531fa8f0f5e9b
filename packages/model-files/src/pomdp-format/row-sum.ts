import { ROW_SUM_TOLERANCE } from '@pomdp-gym/models';

/** Up to this far from one a sum is taken for a slip of the pen, as public files make them. */
const SLIP = 0.1 + 1e-9;

/** Whether the sum of a distribution is as good as one. */
export function isOne(sum: number): boolean {
  return Math.abs(sum - 1) <= ROW_SUM_TOLERANCE;
}

/** Whether the sum is wrong, but near enough to one that the row is read, with a warning, as divided by it. */
export function isSlip(sum: number): boolean {
  return !isOne(sum) && Math.abs(sum - 1) <= SLIP;
}

/** Whether a number can stand for a probability, rounded as those of a row may be. */
export function isProbability(value: number): boolean {
  return value >= 0 && value <= 1 + ROW_SUM_TOLERANCE;
}

/** A sum as a message shows it: with the digits that rounding leaves, 0.9 for 0.8999999999999999. */
export function sumText(sum: number): string {
  return String(Number(sum.toPrecision(12)));
}
