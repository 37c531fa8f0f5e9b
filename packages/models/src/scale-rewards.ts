import type { FiniteModel } from '@pomdp-gym/contracts';

/** The same model with every reward multiplied: η, ∇η and values of policies are multiplied too. */
export function scaleRewards(model: FiniteModel, factor: number): FiniteModel {
  return {
    ...model,
    rewards: model.rewards.map((table) => ({
      ...table,
      values: table.values.map((reward) => factor * reward),
    })),
  };
}
