import type { PlanningModel } from './planning-model.js';

/** Sweeps stop when nothing changes by more than this, relative to the largest value and to 1 − γ. */
const SETTLED = 1e-6;
/** Multiplications that one bound may cost; what is reached by then is a bound all the same. */
const WORK = 4e8;
/** The move is shortened by this part, so that rounding cannot make it too long. */
const ROUNDING = 1e-9;
/** Multiplications between two yields: a moment's work. */
const WORK_PER_YIELD = 5e5;

/** Upper bounds fall towards the value, lower bounds rise. */
export type Side = 'upper' | 'lower';

/** A monotone operator B with B(x + c) ≤ Bx + γ p c for every constant c ≥ 0, entry by entry. */
export interface MonotoneOperator {
  /** Writes Bx. */
  apply(x: Float64Array, into: Float64Array): void;
  /** p: for each entry the probability of going on. */
  readonly going: Float64Array;
  /** γ */
  readonly discount: number;
  /** Multiplications of one application. */
  readonly cost: number;
}

/**
 * Value iteration that is a bound at every moment. Starting from a bound, every iterate is one, and by MacQueen's argument
 * so is the last one moved further by the least |Bx − x| / (1 − γ p) over its entries, which settles chains that forget
 * their start soon even where γ is close to 1. Yields now and then; returns the bound.
 */
export function* monotoneIteration(
  side: Side,
  start: Float64Array,
  operator: MonotoneOperator,
): Generator<undefined, Float64Array> {
  const { cost, discount } = operator;
  let x = start;
  let next: Float64Array = new Float64Array(x.length);
  const horizon = operator.going.map((p) => 1 / (1 - discount * p));
  const sweeps = Math.max(20, Math.ceil(WORK / Math.max(1, cost)));
  const sweepsPerYield = Math.ceil(WORK_PER_YIELD / Math.max(1, cost));
  for (let i = 0; i < sweeps; i++) {
    const { change, size } = sweep(side, x, next, operator, horizon);
    [x, next] = [next, x];
    if (change <= SETTLED * (1 - discount) * size) break;
    if (i % sweepsPerYield === 0) yield;
  }
  return x;
}

/** One application and MacQueen's move; how far it went, and the largest entry. `horizon`: 1 / (1 − γ p). */
function sweep(
  side: Side,
  x: Float64Array,
  next: Float64Array,
  { apply, going, discount }: MonotoneOperator,
  horizon: Float64Array,
): { change: number; size: number } {
  const sign = side === 'upper' ? -1 : 1;
  let least = Infinity;
  let change = 0;
  let size = 0;
  apply(x, next);
  for (let k = 0; k < x.length; k++) {
    // Both x and Bx are bounds, so where rounding moves an entry the wrong way, x stands.
    const step = Math.max(0, sign * (next[k]! - x[k]!));
    next[k] = x[k]! + sign * step;
    if (step > change) change = step;
    if (Math.abs(next[k]!) > size) size = Math.abs(next[k]!);
    if (step * horizon[k]! < least) least = step * horizon[k]!;
  }
  if (least > 0 && least < Infinity) {
    const move = sign * discount * least * (1 - ROUNDING);
    for (let k = 0; k < x.length; k++) next[k]! += going[k]! * move;
  }
  return { change, size };
}

/** P(something can still be earned after u in s): for each action n numbers. */
export function goingOn({ transitions, states }: PlanningModel): Float64Array[] {
  return transitions.map(({ offsets, values }) => {
    const sums = new Float64Array(states);
    for (let s = 0; s < states; s++) {
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++) sums[s]! += values[k]!;
    }
    return sums;
  });
}
