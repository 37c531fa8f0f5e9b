// Protocol buffers, as far as events need them. A field is a key, number · 8 + wire type, and a value.

const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH_FIRST = 2;
const FOUR_BYTES = 5;

/** A whole number of at least 0 in groups of seven bits, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const key = (field: number, wireType: number) => varint(field * 8 + wireType);

const whole = (field: number, value: number) => [...key(field, VARINT), ...varint(value)];

function double(field: number, value: number): number[] {
  return [...key(field, EIGHT_BYTES), ...new Uint8Array(Float64Array.of(value).buffer)];
}

function float(field: number, value: number): number[] {
  return [...key(field, FOUR_BYTES), ...new Uint8Array(Float32Array.of(value).buffer)];
}

const message = (field: number, bytes: readonly number[]) => [
  ...key(field, LENGTH_FIRST),
  ...varint(bytes.length),
  ...bytes,
];

const text = (field: number, value: string) => message(field, [...new TextEncoder().encode(value)]);

/** The first message of a file: `Event { wall_time = 1, file_version = 3 }`. */
export function versionEvent(seconds: number): Uint8Array {
  return Uint8Array.from([...double(1, seconds), ...text(3, 'brain.Event:2')]);
}

/**
 * A message of numbers: `Event { wall_time = 1, step = 2, summary = 5 }`, `Summary { value = 1 }` and
 * `Value { tag = 1, simple_value = 2 }`.
 */
export function scalarEvent(
  seconds: number,
  step: number,
  scalars: Readonly<Record<string, number>>,
): Uint8Array {
  const values = Object.entries(scalars).flatMap(([tag, value]) =>
    message(1, [...text(1, tag), ...float(2, value)]),
  );
  return Uint8Array.from([...double(1, seconds), ...whole(2, step), ...message(5, values)]);
}
