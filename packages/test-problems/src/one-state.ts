import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/** One state, one action, one observation, and a reward of 1 a step: worth 2 at γ = 1/2. */
export function oneState(): FiniteModel {
  const always = [[0, 1]] as const;
  return finiteModel({
    states: 1,
    actions: 1,
    observations: 1,
    transition: () => always,
    observation: () => always,
    initialObservation: () => always,
    reward: () => 1,
    start: always,
    discount: 0.5,
  });
}
