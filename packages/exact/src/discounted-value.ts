import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { DiscountedAnalysis } from './discounted-analysis.js';

/** V_γ, what an episode earns from its start to its end under a policy with finite memory: see `DiscountedAnalysis`. */
export function discountedValue(
  model: FiniteModel,
  controller: FiniteStateController,
  gamma: number,
): number {
  return new DiscountedAnalysis(model, controller, gamma).value;
}
