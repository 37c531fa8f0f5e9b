/** What rounding of the last bits moves an end by does not count. */
const SLACK = 1e-7;

/** A bracket in four decimals, rounded outwards, so that what is shown still holds the optimum. */
export function bracketText(lower: number, upper: number): string {
  const floor = Math.floor(lower * 1e4 + SLACK * 1e4) / 1e4;
  const ceiling = Math.ceil(upper * 1e4 - SLACK * 1e4) / 1e4;
  return `[${floor.toFixed(4)}, ${ceiling.toFixed(4)}]`;
}
