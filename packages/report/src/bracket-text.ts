/** What rounding of the last bits moves an end by does not count: this share of the last decimal. */
const SLACK = 1e-3;

/** A bracket in so many decimals, rounded outwards, so that what is shown still holds the optimum. */
export function bracketText(lower: number, upper: number, decimals: number): string {
  const unit = 10 ** decimals;
  const floor = Math.floor(lower * unit + SLACK) / unit;
  const ceiling = Math.ceil(upper * unit - SLACK) / unit;
  return `[${floor.toFixed(decimals)}, ${ceiling.toFixed(decimals)}]`;
}
