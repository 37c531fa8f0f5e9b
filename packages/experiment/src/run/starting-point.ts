import { randomStream } from '@pomdp-gym/numerics';
import type { RunDescription } from '@pomdp-gym/contracts';

/**
 * θ_0, each number uniform within the agent's `initialScale` of its center; where the agent states none, of where the policy stands
 * when it is made.
 */
export function startingPoint({ seed, agent }: RunDescription, made: Float64Array): Float64Array {
  const { initialScale, center } = agent.start;
  const random = randomStream(seed, 'start');
  return made.map((own, k) => (center?.[k] ?? own) + (2 * random.uniform() - 1) * initialScale);
}
