import { nextTurn } from '@pomdp-gym/solving';
import type { Environment, Policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';

export interface ReturnSettings {
  readonly episodes: number;
  /** Steps after which an episode is cut. */
  readonly steps: number;
  readonly discount: number;
  readonly seed: number;
  /** Called now and then with a lower bound on the part of all steps that is done. */
  readonly onProgress?: (part: number) => void;
}

/** Steps after which timers and signals have their turn: a fraction of a second, however slow the policy. */
const STEPS_A_TURN = 2 ** 12;

/**
 * Σ_t γ^t r_{t+1} of each of some episodes, each on streams of its own that depend on the seed and its number alone: so
 * every policy meets the same chances, whatever another one does in earlier episodes (common random numbers).
 */
export async function discountedReturns(
  environment: Environment,
  policy: Policy,
  { episodes, steps, discount, seed, onProgress }: ReturnSettings,
  signal?: AbortSignal,
  onSign?: () => void,
): Promise<Float64Array> {
  const returns = new Float64Array(episodes);
  let sinceTurn = 0;
  for (let episode = 0; episode < episodes; episode++) {
    let observation = environment.reset(randomStream(seed, 'evaluation', episode, 'environment'));
    policy.reset(randomStream(seed, 'evaluation', episode, 'policy'));
    for (let t = 0, weight = 1; t < steps; t++, weight *= discount) {
      if (++sinceTurn === STEPS_A_TURN) {
        sinceTurn = 0;
        await nextTurn();
        onSign?.();
        signal?.throwIfAborted();
        onProgress?.((episode + t / steps) / episodes);
      }
      const result = environment.step(policy.act(observation));
      returns[episode]! += weight * result.reward;
      if (result.ending !== 'none') break;
      ({ observation } = result);
    }
  }
  return returns;
}

/** What can still come after the horizon is less than this part of the range of values. */
const CUT = 1e-4;

/** Steps after which γ^t hardly counts. */
export function horizon(discount: number): number {
  return discount === 0 ? 1 : Math.ceil(Math.log(CUT) / Math.log(discount));
}
