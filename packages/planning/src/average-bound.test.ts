import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { randomModel, tiger } from '@pomdp-gym/test-problems';
import { averageRewardBound } from './average-bound.js';
import { finish } from './finish.test.support.js';

const bound = (model: FiniteModel) => finish(averageRewardBound(model));

/** The model with its state shown: what the bound is then is the optimum of the underlying decision process. */
function seen(model: FiniteModel): FiniteModel {
  return finiteModel({
    states: model.states,
    actions: model.actions,
    observations: model.states,
    transition: (state, action) => rowOf(model, state, action),
    observation: (_action, next) => [[next, 1]],
    reward: (state, action, next) => rewardOf(model, state, action, next),
    start: Array.from(model.start, (probability, state) => [state, probability] as const),
    ...(model.terminal && { terminal: (state: number) => model.terminal![state] === 1 }),
  });
}

function rowOf({ transitions }: FiniteModel, state: number, action: number): [number, number][] {
  const { offsets, indices, values } = transitions[action]!;
  return Array.from({ length: offsets[state + 1]! - offsets[state]! }, (_, i) => {
    return [indices[offsets[state]! + i]!, values[offsets[state]! + i]!];
  });
}

function rewardOf(
  { transitions, rewards }: FiniteModel,
  state: number,
  action: number,
  next: number,
): number {
  const { offsets, indices } = transitions[action]!;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    if (indices[k] === next) return rewards[action]!.values[k]!;
  }
  return 0;
}

/** The best average of the policies that choose an action by state alone, by enumeration and powers of their chains. */
function bestSeeing(model: FiniteModel): number {
  const policies = Array.from({ length: model.actions ** model.states }, (_, code) =>
    Array.from({ length: model.states }, (_, s) => Math.floor(code / model.actions ** s) % model.actions),
  );
  return Math.max(...policies.map((policy) => averageOf(model, policy)));
}

function averageOf(model: FiniteModel, policy: readonly number[]): number {
  let law = Array.from(model.start);
  let [sum, count] = [0, 0];
  for (let t = 0; t < 400; t++) {
    const next = law.map(() => 0);
    law.forEach((mass, s) => {
      for (const [to, p] of rowOf(model, s, policy[s]!)) {
        next[to]! += mass * p;
        if (t >= 200) sum += mass * p * rewardOf(model, s, policy[s]!, to);
      }
    });
    if (t >= 200) count++;
    law = next;
  }
  return sum / count;
}

describe('averageRewardBound', () => {
  it('of Tiger is 4.5: whoever opens must listen before they know again, and then 10 and −1 alternate', () => {
    expect(bound(tiger())).to.be.within(4.5, 4.5 + 1e-4);
    expect(bound(seen(tiger())), 'seeing the tiger').to.be.within(10, 10 + 1e-4);
  });

  it('is the optimum where the state is seen, by enumeration (dense chains settle to 1e-9 within 200 steps)', () => {
    for (const seed of [1, 2, 3]) {
      const model = seen(randomModel(seed, 3));
      expect(bound(model)).to.be.within(bestSeeing(model) - 1e-9, bestSeeing(model) + 1e-5);
    }
  });

  it('is no more where less is seen', () => {
    for (const seed of [5, 6, 7, 8]) {
      const model = randomModel(seed, 5);
      expect(bound(model)).to.be.at.most(bound(seen(model)) + 1e-9);
    }
  });

  it('begins ended episodes anew, at a start that shows its state or does not', () => {
    const guess = (shown: boolean) =>
      finiteModel({
        states: 3,
        actions: 2,
        observations: 2,
        transition: () => [[2, 1]],
        observation: () => [[0, 1]],
        ...(shown && { initialObservation: (state: number) => [[state % 2, 1]] as const }),
        reward: (state, action) => (state === action ? 1 : -1),
        start: [
          [0, 0.5],
          [1, 0.5],
        ],
        terminal: (state) => state === 2,
      });
    expect(bound(guess(true))).to.be.closeTo(1, 1e-6);
    expect(bound(guess(false))).to.be.closeTo(0, 1e-6);
  });
});
