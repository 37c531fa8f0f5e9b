import type { FiniteModel } from '@pomdp-gym/contracts';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';

/** A model as another program reads it: the numbers behind the names. */
export interface ModelTables {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly discount: number;
  readonly start: readonly number[];
  /** P(s' | s, u) at [u][s · S + s']. */
  readonly transitions: readonly Float64Array[];
  /** P(y | u, s') at [u][s' · O + y]. */
  readonly observationTables: readonly Float64Array[];
  reward(state: number, action: number, next: number, observation: number): number;
}

/** Expects every number to be the model's: to the bit, as files hold the shortest decimals that read back so. */
export function expectTables(tables: ModelTables, model: FiniteModel): void {
  const { states, actions, observations, discount } = tables;
  expect({ states, actions, observations, discount }).to.deep.equal({
    states: model.states,
    actions: model.actions,
    observations: model.observations,
    discount: model.discount,
  });
  expect(tables.start).to.deep.equal([...model.start]);
  for (let action = 0; action < actions; action++) expectAction(tables, model, action);
}

function expectAction(tables: ModelTables, model: FiniteModel, action: number): void {
  const { states, observations } = model;
  const wrong: string[] = [];
  for (let state = 0; state < states; state++) {
    for (let next = 0; next < states; next++) {
      const probability = tables.transitions[action]![state * states + next]!;
      if (probability !== entryAt(model.transitions[action]!, state, next)) wrong.push(`T ${state} ${next}`);
    }
    for (let y = 0; y < observations; y++) {
      const probability = tables.observationTables[action]![state * observations + y]!;
      if (probability !== entryAt(model.observationTables[action]!, state, y)) wrong.push(`O ${state} ${y}`);
    }
  }
  eachReward(model, action, (state, next, y, reward) => {
    if (tables.reward(state, action, next, y) !== reward) wrong.push(`R ${state} ${next} ${y}`);
  });
  expect(wrong, `action ${action}`).to.deep.equal([]);
}

/** Every reward of an action that can be collected. */
function eachReward(
  model: FiniteModel,
  action: number,
  visit: (state: number, next: number, observation: number, reward: number) => void,
): void {
  const { offsets, indices } = model.transitions[action]!;
  const seen = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  for (let state = 0; state < model.states; state++) {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      const next = indices[k]!;
      const first = seen.offsets[next]!;
      for (let j = first; j < seen.offsets[next + 1]!; j++) {
        const at = rewards.offsets ? rewards.offsets[k]! + j - first : k;
        visit(state, next, seen.indices[j]!, rewards.values[at]!);
      }
    }
  }
}
