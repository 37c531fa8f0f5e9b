import type { Random } from '@pomdp-gym/contracts';
import { log } from './log.js';
import { cos } from './sin-cos.js';

/** One draw from the normal distribution of mean 0 and variance 1, by the method of Box and Muller (1958); two uniform draws. */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * log(1 - random.uniform()));
  return radius * cos(2 * Math.PI * random.uniform());
}
