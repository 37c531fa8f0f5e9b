/** Rewards as text, with digits that fit the greatest of them. */
export interface RewardDigits {
  /** To the nearest. */
  text(value: number): string;
  /** Rounded down, but for what rounding of the last bits moves a number by. */
  below(value: number): string;
  /** Rounded up, with the same grain of salt. */
  above(value: number): string;
}

/** Decimals at least, and digits of the greatest number at least. */
const [DECIMALS, DIGITS] = [4, 4];

/** Powers of ten beyond which numbers are written with an exponent. */
const [SMALL, LARGE] = [-5, 9];

/** What rounding of the last bits moves a number by, as a part of the greatest. */
const SLACK = 1e-9;

/**
 * Digits for a table of rewards: four decimals, more where all are small, an exponent where they are very small or large. So
 * the table of a problem whose rewards are multiplied by any number says as much as before.
 */
export function rewardDigits(values: readonly (number | null)[]): RewardDigits {
  const sizes = values.map((value) => Math.abs(value ?? 0)).filter(Number.isFinite);
  const greatest = Math.max(0, ...sizes);
  const power = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
  const decimals = Math.max(DECIMALS, DIGITS - 1 - power);
  const plain = power > SMALL && power < LARGE;
  const unit = plain ? 10 ** -decimals : 10 ** (power - DIGITS);
  const slack = (SLACK * greatest) / unit;
  const write = (units: number) => {
    const value = units === 0 ? 0 : units * unit;
    return plain ? value.toFixed(decimals) : exponential(value, power);
  };
  return {
    text: (value) => write(Math.round(value / unit)),
    below: (value) => write(Math.floor(value / unit + slack)),
    above: (value) => write(Math.ceil(value / unit - slack)),
  };
}

/** As many digits as reach the last that the greatest number, of this power of ten, has. */
function exponential(value: number, power: number): string {
  if (value === 0) return '0';
  const own = Math.floor(Math.log10(Math.abs(value)) + SLACK);
  return value.toExponential(Math.max(0, DIGITS - (power - own)));
}
