import type { FiniteModel, ModelAgent } from '@pomdp-gym/contracts';

/** A model in figures; plain JSON. */
export interface ModelCard {
  readonly states: number;
  readonly actions: number;
  /** Those of the model; an agent may see one more before its first action. */
  readonly observations: number;
  readonly discount: number | null;
  /** The least and the greatest reward of a possible transition. */
  readonly rewardRange: readonly [least: number, greatest: number];
  /** Where several agents act at once, the actions and observations of each. */
  readonly agents?: readonly {
    readonly actions: number;
    readonly observations: number;
    readonly name?: string;
  }[];
  /** In how many states it may start. */
  readonly startSupport: number;
  /** How many states end the episode. */
  readonly terminalStates: number;
  /** Transitions of positive probability, of states² × actions. */
  readonly transitions: number;
  /** Observations of positive probability, of states × actions × observations. */
  readonly observationEntries: number;
}

/** The figures of a model. */
export function modelCard(model: FiniteModel): ModelCard {
  const { states, actions, observations, discount, start, terminal } = model;
  return {
    states,
    actions,
    observations,
    discount: discount ?? null,
    ...(model.agents && { agents: agentCards(model.agents) }),
    rewardRange: rewardRange(model),
    startSupport: count(start),
    terminalStates: terminal ? count(terminal) : 0,
    transitions: model.transitions.reduce((sum, { values }) => sum + count(values), 0),
    observationEntries: model.observationTables.reduce((sum, { values }) => sum + count(values), 0),
  };
}

function agentCards(agents: readonly ModelAgent[]): NonNullable<ModelCard['agents']> {
  return agents.map(({ name, actions, observations }) => ({
    ...(name !== undefined && { name }),
    actions: actions.size,
    observations: observations.size,
  }));
}

function count(values: Float64Array | Uint8Array): number {
  let positive = 0;
  for (const value of values) if (value > 0) positive++;
  return positive;
}

function rewardRange({ rewards }: FiniteModel): readonly [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { values } of rewards) {
    for (const value of values) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return [least, greatest];
}
