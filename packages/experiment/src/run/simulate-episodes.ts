import { nextTurn } from '@pomdp-gym/solving';
import type { Environment, Policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';

export interface EpisodesSettings {
  readonly episodes: number;
  /** Steps after which an episode is cut. */
  readonly steps: number;
  readonly discount: number;
  readonly seed: number;
  /** Called now and then with a lower bound on the part of all steps that is done. */
  readonly onProgress?: (part: number) => void;
}

/** What came out of simulated episodes, one number each. */
export interface SimulatedEpisodes {
  /** Σ_t γ^t r_{t+1} */
  readonly returns: Float64Array;
  /** Steps. */
  readonly lengths: Float64Array;
  /** How many were cut before they ended. */
  readonly cut: number;
}

/** Steps after which timers and signals have their turn: a fraction of a second, however slow the policy. */
const STEPS_A_TURN = 2 ** 12;

/**
 * Simulates episodes, each on streams of its own that depend on the seed and its number alone: so every policy meets the same
 * chances, whatever another one does in earlier episodes (common random numbers).
 */
export async function simulateEpisodes(
  environment: Environment,
  policy: Policy,
  { episodes, steps, discount, seed, onProgress }: EpisodesSettings,
  signal?: AbortSignal,
  onSign?: () => void,
): Promise<SimulatedEpisodes> {
  const [returns, lengths] = [new Float64Array(episodes), new Float64Array(episodes)];
  let [sinceTurn, cut] = [0, 0];
  for (let episode = 0; episode < episodes; episode++) {
    let observation = environment.reset(randomStream(seed, 'evaluation', episode, 'environment'));
    policy.reset(randomStream(seed, 'evaluation', episode, 'policy'));
    let ended = false;
    for (let t = 0, weight = 1; t < steps && !ended; t++, weight *= discount) {
      if (++sinceTurn === STEPS_A_TURN) {
        sinceTurn = 0;
        await nextTurn();
        onSign?.();
        signal?.throwIfAborted();
        onProgress?.((episode + t / steps) / episodes);
      }
      const result = environment.step(policy.act(observation));
      returns[episode]! += weight * result.reward;
      lengths[episode]!++;
      ended = result.ending !== 'none';
      ({ observation } = result);
    }
    if (!ended) cut++;
  }
  return { returns, lengths, cut };
}
