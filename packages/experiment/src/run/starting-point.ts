import { randomStream } from '@pomdp-gym/numerics';
import type { RunDescription } from '@pomdp-gym/contracts';

/** θ_0, `length` numbers, each uniform within the agent's `initialScale` of its center. */
export function startingPoint({ seed, agent }: RunDescription, length: number): Float64Array {
  const { initialScale, center } = agent.start;
  const random = randomStream(seed, 'start');
  return Float64Array.from(
    { length },
    (_, k) => (center?.[k] ?? 0) + (2 * random.uniform() - 1) * initialScale,
  );
}
