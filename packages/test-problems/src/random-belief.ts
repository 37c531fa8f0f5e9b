import type { Random } from '@pomdp-gym/contracts';

/** A random belief over `states` states. */
export function randomBelief(random: Pick<Random, 'uniform'>, states: number): Float64Array {
  const weights = Float64Array.from({ length: states }, () => random.uniform() ** 2);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
