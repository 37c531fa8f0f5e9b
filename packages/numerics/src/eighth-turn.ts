/** The bits that are left of a large angle behind the point: the greatest doubles have 1024 before it. */
const KEPT = 200n;
const FRACTION = 1024n + KEPT;

/** π / 2 in parts, the first two of 33 bits and the third of 32, so that their products with numbers of 20 bits are exact. */
const [first, second, third, fourth] = quarterInParts();
const QUARTERS_A_UNIT = 1 / (Math.PI / 2);
/** Adding and taking off this number rounds to a whole one. */
const ROUNDER = 1.5 * 2 ** 52;

/**
 * Writes x less the nearest multiple of π / 2 into `into`, as a sum of two numbers, and returns which of four: the multiple modulo 4.
 * For finite x.
 */
export function toEighthTurn(x: number, into: Float64Array): number {
  if (!(Math.abs(x) < 2 ** 20)) return ofLargeAngle(x, into);
  const n = x * QUARTERS_A_UNIT + ROUNDER - ROUNDER;
  const a = x - n * first; // exact
  const b = a - n * second;
  const c = b - n * third;
  const tail = lost(a, n * second, b) + lost(b, n * third, c) - n * fourth;
  const sum = c + tail;
  into[0] = sum;
  into[1] = c - sum + tail;
  return n & 3;
}

/** What rounding took from the difference `found` of a and b (Knuth). */
function lost(a: number, b: number, found: number): number {
  const taken = a - found;
  return a - (found + taken) + (taken - b);
}

/** π / 2 · 2^FRACTION, made when it is first needed. */
let quarterOfLarge: bigint | undefined;

/** The same in whole numbers, for angles that are too large for the parts (Payne and Hanek 1983, in plain long arithmetic). */
function ofLargeAngle(x: number, into: Float64Array): number {
  const quarter = (quarterOfLarge ??= scaledPi(FRACTION) >> 1n);
  // x is a whole multiple of 2⁻³³, since it is at least 2²⁰.
  const whole =
    BigInt(Math.abs(x) < 2 ** 53 ? x * 2 ** 33 : x) << (Math.abs(x) < 2 ** 53 ? FRACTION - 33n : FRACTION);
  const n = floorDivide(2n * whole + quarter, 2n * quarter);
  const rest = (whole - n * quarter) >> (FRACTION - KEPT);
  const head = Number(rest);
  into[0] = head * 2 ** -Number(KEPT);
  into[1] = Number(rest - BigInt(head)) * 2 ** -Number(KEPT);
  return Number(((n % 4n) + 4n) % 4n);
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient;
}

/** π · 2^bits, short by less than 100, by Machin's formula. */
function scaledPi(bits: bigint): bigint {
  return 16n * scaledArctan(5n, bits) - 4n * scaledArctan(239n, bits);
}

/** arctan(1 / n) · 2^bits */
function scaledArctan(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += (k & 2n) === 0n ? power / k : -(power / k);
    power /= n * n;
  }
  return sum;
}

function quarterInParts(): [number, number, number, number] {
  let rest = scaledPi(KEPT) >> 1n; // π / 2 · 2^KEPT
  const parts: number[] = [];
  for (const bits of [32n, 65n, 97n, KEPT]) {
    const unit = KEPT - bits;
    parts.push(Number(rest >> unit) * 2 ** -Number(bits));
    rest -= (rest >> unit) << unit;
  }
  const [a, b, c, d] = parts;
  return [a!, b!, c!, d!];
}
