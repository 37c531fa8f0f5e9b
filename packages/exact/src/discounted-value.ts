import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { dot, recurrentClasses } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import { jointChain } from './joint-chain.js';
import { type Transitions, transitions, withRestart } from './transitions.js';

/**
 * E[Σ_t γ^t r_{t+1}] from the start of an episode to its end, under a policy with finite memory.
 *
 * @param gamma in [0, 1), or 1 where every episode ends with probability one; throws a RangeError elsewhere.
 * @throws InputError where model and controller do not fit.
 */
export function discountedValue(
  model: FiniteModel,
  controller: FiniteStateController,
  gamma: number,
): number {
  const chain = transitions(jointChain(model, controller));
  if (gamma === 1 && !alwaysEnds(chain)) {
    throw new RangeError(
      'An undiscounted value needs episodes that end whatever happens, and these may not.',
    );
  }
  return dot(chain.restart, new DiscountedRun(chain, gamma).value(chain.rewards));
}

function alwaysEnds(chain: Transitions): boolean {
  return recurrentClasses(withRestart(chain)).every((nodes) => nodes.includes(chain.size));
}
