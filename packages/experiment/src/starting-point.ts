import { randomStream } from '@pomdp-gym/numerics';
import type { RunDescription } from './study.js';

/** θ_0, `length` numbers uniform in [−spread, spread]. */
export function startingPoint({ seed, agent }: RunDescription, length: number): Float64Array {
  const random = randomStream(seed, 'start');
  return Float64Array.from({ length }, () => (2 * random.uniform() - 1) * agent.start.spread);
}
