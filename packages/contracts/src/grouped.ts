/**
 * A count as people write it, its digits in groups of three: 12,545. Rounded to a whole number. Done by hand: the first number that
 * `toLocaleString` writes in a process loads the tables of all languages.
 */
export function grouped(count: number): string {
  return Math.round(count)
    .toFixed()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}
