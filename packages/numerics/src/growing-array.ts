/** The array, or a copy of at least twice its length, so that it holds `length` numbers; what is new is `fill`. */
export function grownInt32(array: Int32Array, length: number, fill = 0): Int32Array {
  if (length <= array.length) return array;
  const grown = new Int32Array(Math.max(length, 2 * array.length));
  grown.set(array);
  if (fill !== 0) grown.fill(fill, array.length);
  return grown;
}

/** As `grownInt32`, for 64-bit numbers. */
export function grownFloat64(array: Float64Array, length: number, fill = 0): Float64Array {
  if (length <= array.length) return array;
  const grown = new Float64Array(Math.max(length, 2 * array.length));
  grown.set(array);
  if (fill !== 0) grown.fill(fill, array.length);
  return grown;
}
