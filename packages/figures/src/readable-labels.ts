/** Very large and very small numbers with an exponent: written out, their labels would run into one another. */
const SHORT =
  "datum.value != 0 && (abs(datum.value) >= 1e7 || abs(datum.value) < 1e-4) ? format(datum.value, '~e') : datum.label";

/** Labels of an axis of numbers: centred at their ticks, every other one left out where they would come closer than this. */
export const READABLE_LABELS = {
  labelFlush: false,
  labelOverlap: 'parity',
  labelSeparation: 6,
  labelExpr: SHORT,
} as const;
