import type { FiniteModel } from '@pomdp-gym/contracts';
import { entryAt } from '@pomdp-gym/numerics';

/**
 * P(s_0 | y_0), S numbers: the start distribution by Bayes' rule with what was seen first, and the start distribution
 * itself where y_0 is `nothing yet`. Throws a RangeError for a first observation that no start state shows.
 */
export function initialBelief(model: FiniteModel, observation: number): Float64Array {
  const { initialObservationTable, start } = model;
  if (!initialObservationTable) return start.slice();
  const belief = start.map(
    (probability, state) => probability * entryAt(initialObservationTable, state, observation),
  );
  return conditioned(belief, () => `No start state shows observation ${observation} first.`);
}

/**
 * P(y_0): what is seen before the first action, O numbers; where the model does not say, O + 1 of them, `nothing yet`
 * being certain.
 */
export function firstProbabilities({
  initialObservationTable,
  start,
  observations,
}: FiniteModel): Float64Array {
  if (!initialObservationTable) {
    const certain = new Float64Array(observations + 1);
    certain[observations] = 1;
    return certain;
  }
  const probabilities = new Float64Array(observations);
  const { offsets, indices, values } = initialObservationTable;
  for (let state = 0; state < start.length; state++) {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      probabilities[indices[k]!]! += start[state]! * values[k]!;
    }
  }
  return probabilities;
}

/**
 * P(y, the episode goes on | b, u), O numbers, b left as it is: what will be seen after the action. They sum to the
 * probability that it does not end the episode.
 */
export function observationProbabilities(
  model: FiniteModel,
  belief: Float64Array,
  action: number,
): Float64Array {
  const next = predicted(model, belief, action);
  const { offsets, indices, values } = model.observationTables[action]!;
  const probabilities = new Float64Array(model.observations);
  for (let state = 0; state < model.states; state++) {
    const mass = next[state]!;
    if (mass === 0 || model.terminal?.[state] === 1) continue;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++)
      probabilities[indices[k]!]! += mass * values[k]!;
  }
  return probabilities;
}

/**
 * The exact belief after one more step: P(s' | b, u, y) ∝ P(y | u, s') Σ_s b(s) P(s' | s, u), S numbers, b left as it is.
 * It is the belief of an agent that goes on acting, so that states which end the episode are out of the question.
 * Throws a RangeError where the belief gives the observation no chance.
 */
export function updateBelief(
  model: FiniteModel,
  belief: Float64Array,
  action: number,
  observation: number,
): Float64Array {
  const next = predicted(model, belief, action);
  const observationTable = model.observationTables[action]!;
  for (let state = 0; state < model.states; state++) {
    if (next[state] === 0) continue;
    next[state]! *= model.terminal?.[state] === 1 ? 0 : entryAt(observationTable, state, observation);
  }
  return conditioned(
    next,
    () => `After action ${action} this belief gives observation ${observation} no chance.`,
  );
}

/** P(s' | b, u) */
function predicted(model: FiniteModel, belief: Float64Array, action: number): Float64Array {
  const { offsets, indices, values } = model.transitions[action]!;
  const next = new Float64Array(model.states);
  for (let state = 0; state < model.states; state++) {
    const mass = belief[state]!;
    if (mass === 0) continue;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) next[indices[k]!]! += mass * values[k]!;
  }
  return next;
}

/** Scales the numbers to sum to one, in place. */
function conditioned(belief: Float64Array, impossible: () => string): Float64Array {
  const sum = belief.reduce((total, mass) => total + mass, 0);
  if (!(sum > 0)) throw new RangeError(impossible());
  for (let state = 0; state < belief.length; state++) belief[state]! /= sum;
  return belief;
}
