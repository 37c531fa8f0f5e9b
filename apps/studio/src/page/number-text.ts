/** A number with so many significant digits; a small one as a power of ten. */
export function short(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  const isSmall = rounded !== 0 && Math.abs(rounded) < 1e-3;
  return isSmall ? rounded.toExponential(Math.min(digits, 3) - 1) : String(rounded);
}

/**
 * A number with five significant digits, rounded in one direction only: an end of a bracket that still holds what it did.
 *
 * @param direction −1 rounds down, 1 rounds up.
 */
export function outward(value: number, direction: 1 | -1): string {
  const digits = 5;
  const rounded = Number(value.toPrecision(digits));
  if (value === 0 || direction * (rounded - value) >= 0) return short(rounded, digits);
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return short(rounded + direction * unit, digits);
}

/** The numbers beside an axis: both of its ends, or its middle where they read the same. */
export function endTicks([least, most]: readonly [least: number, most: number]): readonly number[] {
  return tickText(least) === tickText(most) ? [(least + most) / 2] : [least, most];
}

/** Powers of ten between the ends of an axis by powers of ten: at most four, evenly apart. */
export function powersWithin([least, most]: readonly [least: number, most: number]): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(least)) + 1, Math.ceil(Math.log10(most)) - 1];
  const apart = Math.max(1, Math.ceil((last - first + 1) / 4));
  const powers: number[] = [];
  for (let power = first; power <= last; power += apart) powers.push(Number(`1e${power}`));
  return powers;
}

/** Numbers of this size are written as powers of ten beside an axis, where eight digits do not fit. */
const LONG = 1e7;

/** A number beside an axis: short, and a long one as a power of ten. */
export function tickText(value: number, digits = 3): string {
  return Math.abs(value) < LONG ? short(value, digits) : Number(value.toPrecision(digits)).toExponential();
}
