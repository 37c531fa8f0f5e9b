const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
float[0] = 1;
/** Where the word with the exponent lies: as the machine orders bytes. */
const UPPER = words[1] === 0 ? 0 : 1;
const LOWER = 1 - UPPER;

/** 2^−1022, …, 2^1023: a number put together from two words waits for both to be stored. */
const powers = Float64Array.from({ length: 2046 }, (_, i) => {
  words[UPPER] = (i + 1) << 20;
  words[LOWER] = 0;
  return float[0]!;
});

/** 2^power exactly, for whole powers from −1022 to 1023. */
export function powerOfTwo(power: number): number {
  return powers[power + 1022]!;
}

/** value · 2^power, for whole powers from −1100 to 1100; rounded once, where the product is below the normal numbers. */
export function timesPowerOfTwo(value: number, power: number): number {
  if (power > 1023) return value * 2 ** 1023 * powerOfTwo(power - 1023);
  if (power < -1022) return value * powerOfTwo(power + 128) * 2 ** -128;
  return value * powerOfTwo(power);
}

/** The upper word of a double: sign, exponent and 20 bits of the mantissa. */
export function upperWord(x: number): number {
  float[0] = x;
  return words[UPPER]!;
}

/** A positive normal number divided by the power of two that brings it into [1, 2). */
export function mantissa(x: number): number {
  float[0] = x;
  words[UPPER] = (words[UPPER]! & 0xfffff) | 0x3ff00000;
  return float[0]!;
}
