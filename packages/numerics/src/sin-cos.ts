import { add, type DoubleDouble, divide, multiply } from './double-double.js';
import { toEighthTurn } from './eighth-turn.js';

/** Sines and cosines of i / 256 for the angles up to π / 4, to 106 bits. */
const PLACES = 256;
const ENTRIES = 203;
/** `versines` are 1 − cos, which is small where a cosine has no more digits for it. */
const { sines, sineTails, cosines, cosineTails, versines } = sinesAndCosines();

/** Below this the sine of an angle is the angle. */
const TINY = 2 ** -27;

const angle = new Float64Array(2);

/**
 * sin x in additions and multiplications alone, which all machines round alike: x is taken to within π / 4 of a multiple of π / 2, and
 * there sin(c + d) comes from a table at c and the series in d. Off by at most .502 units in the last place.
 */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < TINY) return x;
  const quarter = toEighthTurn(x, angle);
  const value = (quarter & 1) === 0 ? sineOf(angle[0]!, angle[1]!) : cosineOf(angle[0]!, angle[1]!);
  return quarter < 2 ? value : -value;
}

/** cos x, as `sin`. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const quarter = toEighthTurn(x, angle);
  const value = (quarter & 1) === 0 ? cosineOf(angle[0]!, angle[1]!) : sineOf(angle[0]!, angle[1]!);
  return quarter === 0 || quarter === 3 ? value : -value;
}

/** sin(c + d) = S + d + (C − 1) d − S d² / 2 − C d³ / 6 + S d⁴ / 24 + C d⁵ / 120, for |x| ≤ π / 4. */
function sineOf(x: number, tail: number): number {
  const size = Math.abs(x);
  const i = (size * PLACES + 0.5) | 0;
  const d = size - i / PLACES;
  const rest = x < 0 ? -tail : tail;
  const [S, C] = [sines[i]!, cosines[i]!];
  const d2 = d * d;
  const sum = S + d;
  const series =
    S * d2 * (-1 / 2 + d2 * (1 / 24)) + C * d * d2 * (-1 / 6 + d2 * (1 / 120)) - versines[i]! * d;
  const value = sum + (S - sum + d + (series + (sineTails[i]! + C * rest)));
  return x < 0 ? -value : value;
}

/** cos(c + d) = C − S d − C d² / 2 + S d³ / 6 + C d⁴ / 24 − S d⁵ / 120, for |x| ≤ π / 4. */
function cosineOf(x: number, tail: number): number {
  const size = Math.abs(x);
  const i = (size * PLACES + 0.5) | 0;
  const d = size - i / PLACES;
  const rest = x < 0 ? -tail : tail;
  const [S, C] = [sines[i]!, cosines[i]!];
  const d2 = d * d;
  const series = C * d2 * (-1 / 2 + d2 * (1 / 24)) + S * d * (-1 + d2 * (1 / 6 - d2 * (1 / 120)));
  return C + (series + (cosineTails[i]! - S * rest));
}

function sinesAndCosines() {
  const table = () => new Float64Array(ENTRIES);
  const tables = {
    sines: table(),
    sineTails: table(),
    cosines: table(),
    cosineTails: table(),
    versines: table(),
  };
  const [step, across] = stepFromSeries();
  let s: DoubleDouble = [0, 0];
  let c: DoubleDouble = [1, 0];
  for (let i = 0; i < ENTRIES; i++) {
    [tables.sines[i], tables.sineTails[i]] = s;
    [tables.cosines[i], tables.cosineTails[i]] = c;
    tables.versines[i] = -add(c, [-1, 0])[0];
    const next = add(multiply(s, across), multiply(c, step));
    c = add(multiply(c, across), multiply([-1, 0], multiply(s, step)));
    s = next;
  }
  return tables;
}

/** sin and cos of 1 / 256. */
function stepFromSeries(): [DoubleDouble, DoubleDouble] {
  let sine: DoubleDouble = [0, 0];
  let cosine: DoubleDouble = [0, 0];
  let term: DoubleDouble = [1, 0];
  for (let k = 0; k < 16; k++) {
    const signed = multiply(term, [(k & 2) === 0 ? 1 : -1, 0]);
    if ((k & 1) === 0) cosine = add(cosine, signed);
    else sine = add(sine, signed);
    term = divide(multiply(term, [1 / PLACES, 0]), [k + 1, 0]);
  }
  return [sine, cosine];
}
