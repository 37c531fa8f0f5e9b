/** A number with so many significant digits; a small one as a power of ten. */
export function short(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  const isSmall = rounded !== 0 && Math.abs(rounded) < 1e-3;
  return isSmall ? rounded.toExponential(Math.min(digits, 3) - 1) : String(rounded);
}
