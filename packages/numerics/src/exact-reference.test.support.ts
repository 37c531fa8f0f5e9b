/** Elementary functions in whole numbers of 2⁻²⁵⁶, from their series: independent of the tables and reductions that are tested. */
const BITS = 256n;
const ONE = 1n << BITS;

/** A double as it is, where it is a multiple of 2⁻¹⁴⁰⁰ … : shifted to the scale of 2^−bits. */
export function fixed(x: number, bits = BITS): bigint {
  if (x === 0) return 0n;
  let [mantissa, exponent] = [Math.abs(x), 0];
  while (mantissa < 2 ** 52) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  while (mantissa >= 2 ** 53) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  const shift = BigInt(exponent) + bits;
  const size = shift >= 0n ? BigInt(mantissa) << shift : BigInt(mantissa) >> -shift;
  return x < 0 ? -size : size;
}

/** How far a double is from the truth, in units of the last place that the truth has. */
export function toUlps(found: number, truth: bigint): number {
  const size = truth < 0n ? -truth : truth;
  const exponent = Math.max(-1022, size.toString(2).length - 1 - Number(BITS));
  const difference = fixed(found) - truth;
  const unit = BITS + BigInt(exponent) - 52n; // of the last place, as a power of two in the scale
  return unit >= 40n ? Number(difference >> (unit - 40n)) / 2 ** 40 : Number(difference) * 2 ** -Number(unit);
}

const multiply = (a: bigint, b: bigint) => (a * b) >> BITS;
const divide = (a: bigint, b: bigint) => (a << BITS) / b;

function expSeries(x: bigint): bigint {
  const small = x >> 32n;
  let [sum, term] = [ONE, ONE];
  for (let k = 1n; term !== 0n && term !== -1n; k++) sum += term = multiply(term, small) / k;
  return sum;
}

/** e^x by 32 squarings, with the scale kept by halvings where the result is large or small. */
function expOf(x: bigint): bigint {
  const halvings = x / LN2;
  let value = expSeries(x - halvings * LN2);
  for (let i = 0; i < 32; i++) value = multiply(value, value);
  return halvings >= 0n ? value << halvings : value >> -halvings;
}

/** 2 artanh((x − 1) / (x + 1)) for x near 1. */
function logNearOne(x: bigint): bigint {
  const ratio = divide(x - ONE, x + ONE);
  const square = multiply(ratio, ratio);
  let [sum, power] = [0n, ratio];
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = multiply(power, square);
  }
  return 2n * sum;
}

const LN2 = logNearOne(2n * ONE);

function logOf(x: bigint): bigint {
  const shift = BigInt(x.toString(2).length) - 1n - BITS;
  return logNearOne(shift >= 0n ? x >> shift : x << -shift) + shift * LN2;
}

/** π with `bits` bits behind the point: 4 arctan 1 by Euler's series, Σ 2^k k!² / (2k + 1)! · 2. */
function pi(bits: bigint): bigint {
  let [sum, term] = [0n, 2n << (bits + 32n)];
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * k) / (2n * k + 1n);
  }
  return sum >> 32n;
}

const LONG = 1400n;
const LONG_PI = pi(LONG);

/** x less the multiple of 2π next below it. */
function withinTurn(x: number): bigint {
  const turn = 2n * LONG_PI;
  const rest = fixed(x, LONG) % turn;
  return (rest < 0n ? rest + turn : rest) >> (LONG - BITS);
}

function sinSeries(x: bigint): bigint {
  const square = multiply(x, x);
  let [sum, term] = [0n, x];
  for (let k = 1n; term !== 0n && term !== -1n; k += 2n) {
    sum += term;
    term = -multiply(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

function cosSeries(x: bigint): bigint {
  const square = multiply(x, x);
  let [sum, term] = [0n, ONE];
  for (let k = 0n; term !== 0n && term !== -1n; k += 2n) {
    sum += term;
    term = -multiply(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

export const reference = {
  exp: (x: number) => expOf(fixed(x)),
  expOf,
  log: (x: number) => logOf(fixed(x)),
  log1p: (x: number) => logOf(ONE + fixed(x)),
  sin: (x: number) => sinSeries(withinTurn(x)),
  cos: (x: number) => cosSeries(withinTurn(x)),
  tanh: (x: number) => {
    const square = expOf(2n * fixed(x));
    return divide(square - ONE, square + ONE);
  },
};
