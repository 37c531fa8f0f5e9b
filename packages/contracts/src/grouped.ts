/** A count as people write it, its digits in groups of three: 12,545. Rounded to a whole number. */
export function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
