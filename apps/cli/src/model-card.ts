import type { Environment, FiniteModel, Space } from '@pomdp-gym/contracts';

/** What an environment looks like from outside and, where it has a model, inside. Plain JSON. */
export interface EnvironmentCard {
  readonly task: 'continuing' | 'episodic';
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly optimum: { readonly averageReward: number; readonly source: string } | null;
  readonly model: ModelCard | null;
}

/** A model in figures. */
export interface ModelCard {
  readonly states: number;
  readonly actions: number;
  /** Those of the model; an agent may see one more before its first action. */
  readonly observations: number;
  readonly discount: number | null;
  readonly rewardRange: readonly [least: number, greatest: number];
  /** States in which it may start. */
  readonly startSupport: number;
  /** Stored transitions, of states² × actions possible ones. */
  readonly transitions: number;
}

export function environmentCard(environment: Environment): EnvironmentCard {
  const { task, observationSpace, actionSpace, optimum } = environment;
  const model = environment.model?.();
  return {
    task,
    observationSpace,
    actionSpace,
    optimum: optimum ?? null,
    model: model ? modelCard(model) : null,
  };
}

function modelCard(model: FiniteModel): ModelCard {
  const { states, actions, observations, discount, rewards, start, transitions } = model;
  return {
    states,
    actions,
    observations,
    discount: discount ?? null,
    rewardRange: rewardRange(rewards.map(({ values }) => values)),
    startSupport: start.filter((probability) => probability > 0).length,
    transitions: transitions.reduce((sum, { indices }) => sum + indices.length, 0),
  };
}

function rewardRange(tables: readonly Float64Array[]): readonly [number, number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const values of tables) {
    for (const value of values) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return [least, greatest];
}
