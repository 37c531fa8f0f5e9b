/** The least and the greatest of some numbers. */
export type Extremes = readonly [least: number, most: number];

/** The least and the greatest of numbers, as they are; undefined of none. */
export function extremesOf(values: readonly number[]): Extremes | undefined {
  if (values.length === 0) return undefined;
  return [Math.min(...values), Math.max(...values)];
}

/** How far a number is from the least to the greatest, 0 to 1; one half where both are equal. */
export function shareOf(value: number, [least, most]: Extremes): number {
  return most > least ? (value - least) / (most - least) : 0.5;
}
