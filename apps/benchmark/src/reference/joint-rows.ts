import type { FiniteModel } from '@pomdp-gym/contracts';
import type { JointOutcomes } from '@pomdp-gym/models';

/** What (s, u) may lead to, row s·A + u, as a loop by hand draws it: by adding up probabilities. */
export interface JointRows {
  readonly offsets: Int32Array;
  /** (s', y, r), coded as `JointOutcomes` codes them. */
  readonly codes: Int32Array;
  /** The probability of an outcome and of those before it in its row. */
  readonly cumulative: Float64Array;
}

/** The rows of a model whose joint outcomes are tables. */
export function jointRows(model: FiniteModel, { rewards, rewardShift, rowShift }: JointOutcomes): JointRows {
  const placeOf = new Map([...rewards].map((reward, place) => [reward, place]));
  const offsets = new Int32Array(model.states * model.actions + 1);
  const codes: number[] = [];
  const cumulative: number[] = [];
  for (let row = 0; row < model.states * model.actions; row++) {
    let sum = 0;
    for (const { next, observation, reward, probability } of outcomesOf(model, row)) {
      sum += probability;
      codes.push(observation | (placeOf.get(reward)! << rewardShift) | ((next * model.actions) << rowShift));
      cumulative.push(sum);
    }
    offsets[row + 1] = codes.length;
  }
  return { offsets, codes: Int32Array.from(codes), cumulative: Float64Array.from(cumulative) };
}

function* outcomesOf(model: FiniteModel, row: number) {
  const action = row % model.actions;
  const state = Math.floor(row / model.actions);
  const { offsets, indices, values } = model.transitions[action]!;
  const shown = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    const next = indices[k]!;
    const begin = shown.offsets[next]!;
    for (let j = begin; j < shown.offsets[next + 1]!; j++) {
      const probability = values[k]! * shown.values[j]!;
      const reward = rewards.offsets ? rewards.values[rewards.offsets[k]! + j - begin]! : rewards.values[k]!;
      if (probability > 0) yield { next, observation: shown.indices[j]!, reward, probability };
    }
  }
}
