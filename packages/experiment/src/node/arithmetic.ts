import { cos, exp, hypot, log, log1p, log2, pow, power, sin, tanh } from '@pomdp-gym/numerics';
import { contentDigest } from '@pomdp-gym/registry/node';

/**
 * All that results are computed with besides + − × ÷: the elementary functions of numerics, which are made of these four and so have the
 * same bits in every engine that keeps to IEEE 754, and the square root, which IEEE 754 rounds exactly.
 */
const functions: readonly ((x: number) => number)[] = [
  ...[exp, log, log1p, log2, sin, cos, tanh, Math.sqrt],
  ...[(x: number) => exp(-x), (x: number) => pow(x, 0.3), (x: number) => hypot(x, 1)],
];

const INPUTS = 500;

/**
 * A digest of these functions on fixed inputs: it changes where one of them is computed otherwise, by another version of numerics or by an
 * engine that does not keep to IEEE 754, and is the same on all others.
 */
export function arithmetic(): string {
  return (known ??= contentDigest(new Uint8Array(results().buffer)));
}

let known: string | undefined;

function results(): Float64Array {
  const inputs = Array.from({ length: INPUTS }, (_, i) => 1e-3 * power(1.03, i));
  return Float64Array.from(functions.flatMap((work) => inputs.map((x) => work(x))));
}
