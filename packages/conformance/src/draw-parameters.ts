import type { ParametricPolicy, Random } from '@pomdp-gym/contracts';

/** Draws θ uniformly from [−size, size]. */
export function drawParameters({ parameters }: ParametricPolicy, size: number, random: Random): void {
  for (let k = 0; k < parameters.length; k++) parameters[k] = size * (2 * random.uniform() - 1);
}
