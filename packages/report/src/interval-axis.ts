import type { EdgeMark, IntervalRow } from '@pomdp-gym/figures';
import { competingRange, paddedDomain } from './competing-range.js';
import { rewardDigits } from './reward-digits.js';

/** The axis of a chart of intervals. */
export interface IntervalAxis {
  readonly rows: readonly IntervalRow[];
  readonly domain?: readonly [number, number];
  readonly beyond?: readonly EdgeMark[];
}

/** Rows with their values as text, on an axis of the agents that compete; lines across that lie beyond it are named. */
export function intervalAxis(
  rows: readonly IntervalRow[],
  lines: readonly { readonly name: string; readonly y: number }[],
): IntervalAxis {
  const digits = rewardDigits(rows.map(({ value }) => value));
  const written = rows.map((row) => ({ ...row, text: digits.text(row.value) }));
  const found = competingRange(
    rows.map(({ label, low, high }) => ({ name: label, low, high })),
    lines.map(({ name, y }) => ({ name, low: y, high: y })),
  );
  if (!found) return { rows: written };
  const out = lines.filter(({ name }) => found.beyond.has(name));
  return {
    rows: written,
    domain: paddedDomain(found, { below: ROOM }),
    beyond: out.map(({ name, y }) => ({
      edge: y < found.low ? ('low' as const) : ('high' as const),
      text: `${name}, ${digits.text(y)}`,
    })),
  };
}

/** Room at the lower edge for the value that stands there, as a part of the axis. */
const ROOM = 0.25;
