import type { FiniteModel } from '@pomdp-gym/contracts';
import { modelCard } from '@pomdp-gym/models';

/** How far the rewards of a model lie apart: what a precision is a part of. Of one reward alone its size, or 1 where it is 0. */
export function rewardSpan(model: FiniteModel): number {
  const [least, greatest] = modelCard(model).rewardRange;
  return greatest - least || Math.abs(greatest) || 1;
}
