import type { FiniteModel, ModelLabels, RewardTable, SparseRows } from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import { assertModel } from './check-model.js';

type Distribution = Iterable<readonly [outcome: number, probability: number]>;

/** A finite POMDP by its functions; see `FiniteModel` for what each means. */
export interface ModelDefinition {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly labels?: ModelLabels;
  /** P(· | s, u) */
  transition(state: number, action: number): Distribution;
  /** P(· | u, s') */
  emission(action: number, next: number): Distribution;
  /** r(s, u, s', y) */
  reward(state: number, action: number, next: number, observation: number): number;
  readonly start: Distribution;
  /** P(y_0 = · | s_0), where something is seen before the first action. */
  initialEmission?(state: number): Distribution;
  terminal?(state: number): boolean;
  readonly discount?: number;
}

/** Writes a model down as tables and checks them; throws a sentence where they are no model. */
export function finiteModel(definition: ModelDefinition): FiniteModel {
  const { states, actions, observations } = definition;
  const each = <T>(make: (action: number) => T) =>
    Array.from({ length: actions }, (_, action) => make(action));
  const transitions = each((action) =>
    sparseRows(states, states, (state) => definition.transition(state, action)),
  );
  const emissions = each((action) =>
    sparseRows(states, observations, (next) => definition.emission(action, next)),
  );
  const start = new Float64Array(states);
  for (const [state, probability] of definition.start) start[state]! += probability;
  const model: FiniteModel = {
    states,
    actions,
    observations,
    labels: definition.labels ?? {},
    transitions,
    emissions,
    rewards: each((action) =>
      rewardTable(transitions[action]!, emissions[action]!, (state, next, observation) =>
        definition.reward(state, action, next, observation),
      ),
    ),
    start,
    ...(definition.initialEmission && {
      initialEmissions: sparseRows(states, observations, (state) => definition.initialEmission!(state)),
    }),
    ...(definition.terminal && {
      terminal: Uint8Array.from({ length: states }, (_, state) => Number(definition.terminal!(state))),
    }),
    ...(definition.discount !== undefined && { discount: definition.discount }),
  };
  assertModel(model);
  return model;
}

/** The rewards of one action, by transition alone where what is observed makes no difference. */
export function rewardTable(
  transitions: SparseRows,
  emissions: SparseRows,
  reward: (state: number, next: number, observation: number) => number,
): RewardTable {
  const offsets = new Int32Array(transitions.indices.length + 1);
  const values: number[] = [];
  const byTransition = new Float64Array(transitions.indices.length);
  let observed = false;
  for (let state = 0; state < transitions.rows; state++) {
    for (let k = transitions.offsets[state]!; k < transitions.offsets[state + 1]!; k++) {
      const next = transitions.indices[k]!;
      const begin = emissions.offsets[next]!;
      const end = emissions.offsets[next + 1]!;
      for (let j = begin; j < end; j++) {
        const value = reward(state, next, emissions.indices[j]!);
        values.push(value);
        if (j === begin) byTransition[k] = value;
        else if (!Object.is(value, byTransition[k])) observed = true;
      }
      offsets[k + 1] = values.length;
    }
  }
  return observed ? { values: Float64Array.from(values), offsets } : { values: byTransition };
}
