import { expectedRewards } from '../expected-rewards.js';
import type { PlanningModel } from '../planning-model.js';
import { valueRange } from '../value-range.js';
import { zeroValueStates } from '../zero-value-states.js';

/**
 * What a vector of one block says of the states of other blocks, so that it is a lower bound at every state: a constant c
 * below what any plan is worth, and 0 where nothing is earned. Doing any action once and going on with c is worth at
 * least c, as c ≤ r(s, u) / (1 − γ p) for every probability p that something can still be earned; so a set of vectors that
 * is closed under its own backup stays closed. c has two digits, which keeps files short.
 *
 * @returns S numbers, by the states of the model.
 */
export function vectorFill(model: PlanningModel): Float64Array {
  const rewards = expectedRewards(model.model);
  const zeroValue = zeroValueStates(model.model, rewards);
  const constant = roundBelow(leastValue(model, rewards, zeroValue));
  return Float64Array.from(zeroValue, (nothing) => (nothing === 1 ? 0 : constant));
}

/** What any plan is worth at least, from every state of the model, those that are never reached among them. */
function leastValue(model: PlanningModel, rewards: readonly Float64Array[], zeroValue: Uint8Array): number {
  const planned = new Uint8Array(model.model.states);
  for (const state of model.original) planned[state] = 1;
  let [least] = valueRange(model);
  for (const values of rewards) {
    values.forEach((reward, state) => {
      if (planned[state] === 1 || zeroValue[state] === 1) return;
      least = Math.min(least, reward, reward / (1 - model.discount));
    });
  }
  return least;
}

/** A number of two digits below another one. */
function roundBelow(value: number): number {
  if (value > 0) return 0;
  if (value === 0) return -1;
  const [, decade] = (-value).toExponential().split('e');
  const unit = Number(`1e${Number(decade) - 1}`);
  const rounded = -Number(((Math.floor(-value / unit) + 1) * unit).toPrecision(2));
  return rounded < value && Number.isFinite(rounded) ? rounded : 2 * value;
}
