import type { FiniteModel } from '@pomdp-gym/contracts';
import { staysWithin } from './zero-value-states.js';

/** What may be believed before the first action: a distribution over states of the model, for one y_0. */
export interface PlanningStart {
  /** y_0 as the environment shows it: `model.observations` where nothing is seen before the first action. */
  readonly observation: number;
  /** P(y_0, and something can still be earned). */
  readonly probability: number;
  /** States of the model, rising. */
  readonly states: readonly number[];
  /** P(s_0 | y_0, something can still be earned). */
  readonly values: readonly number[];
}

/** The beliefs an agent may start from, one for each y_0 that can be seen. */
export function planningStarts(
  model: FiniteModel,
  rewards: readonly Float64Array[],
  zeroValue: Uint8Array,
): PlanningStart[] {
  const byObservation = new Map<number, [state: number, weight: number][]>();
  const total = model.start.reduce((sum, probability) => sum + probability, 0);
  for (let state = 0; state < model.states; state++) {
    const probability = model.start[state]! / total;
    // A terminal state ends the episode when it is entered; one that starts in it may still act.
    const idle = rewards.every((values) => values[state] === 0) && staysWithin(model, zeroValue, state);
    if (probability === 0 || idle) continue;
    for (const [observation, chance] of firstObservations(model, state)) {
      const entries = byObservation.get(observation) ?? [];
      byObservation.set(observation, [...entries, [state, probability * chance]]);
    }
  }
  return [...byObservation].sort(([one], [other]) => one - other).map(normalisedStart);
}

function normalisedStart([observation, entries]: [number, [number, number][]]): PlanningStart {
  const probability = entries.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    observation,
    probability,
    states: entries.map(([state]) => state),
    values: entries.map(([, weight]) => weight / probability),
  };
}

function firstObservations(model: FiniteModel, state: number): [observation: number, probability: number][] {
  const table = model.initialObservationTable;
  if (!table) return [[model.observations, 1]];
  const entries: [number, number][] = [];
  let total = 0;
  for (let k = table.offsets[state]!; k < table.offsets[state + 1]!; k++) {
    total += table.values[k]!;
    if (table.values[k]! > 0) entries.push([table.indices[k]!, table.values[k]!]);
  }
  return entries.map(([observation, probability]) => [observation, probability / total]);
}
