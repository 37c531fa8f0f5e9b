import type { Environment, Space } from '@pomdp-gym/contracts';
import { lintModel } from '@pomdp-gym/model-files';
import { type ModelCard, modelCard } from '@pomdp-gym/models';

/** What an environment looks like from outside and, where it has a model, inside. Plain JSON. */
export interface EnvironmentCard {
  readonly task: 'continuing' | 'episodic';
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly optimum: { readonly averageReward: number; readonly source: string } | null;
  /** How ambiguous lines of its model file were interpreted. */
  readonly warnings: readonly string[];
  readonly model: LintedCard | null;
}

/** A model in figures, with what is odd about it. */
export interface LintedCard extends ModelCard {
  readonly lint: readonly { readonly kind: string; readonly message: string }[];
}

export function environmentCard(environment: Environment): EnvironmentCard {
  const { task, observationSpace, actionSpace, optimum, warnings } = environment;
  const model = environment.model?.();
  const lint = model ? lintModel(model).map(({ kind, message }) => ({ kind, message })) : [];
  return {
    task,
    observationSpace,
    actionSpace,
    optimum: optimum ?? null,
    warnings: warnings ?? [],
    model: model ? { ...modelCard(model), lint } : null,
  };
}
