import type { FiniteModel, FiniteStateController, ParametricPolicy } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';
import { policyScores, type Scores } from './policy-scores.js';
import type { Softmax } from './softmax.test.support.js';

/** M memory nodes over O observations and A actions, and the law of the first node. */
export interface Memory {
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  readonly start: Float64Array;
}

/**
 * The controller that a softmax over memory makes: seeing y in memory node m, the softmax is shown m · O + y and draws
 * u · M + m'. Its pairs of observation and action are the controller's choices, in the same order.
 */
export function softmaxController(
  { nodes, observations, actions, start }: Memory,
  policy: Softmax,
): FiniteStateController {
  const successorProbabilities = policy.table().probabilities.slice();
  const actionProbabilities = new Float64Array(nodes * observations * actions);
  actionProbabilities.forEach((_, row) => {
    const successors = successorProbabilities.subarray(row * nodes, (row + 1) * nodes);
    const total = successors.reduce((sum, probability) => sum + probability, 0);
    actionProbabilities[row] = total;
    successors.forEach((probability, next) => (successors[next] = probability / total));
  });
  return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
}

/** The same as a policy with a memory, whose scores are read from memory columns. */
export function rememberingSoftmax(memory: Memory, policy: Softmax): ParametricPolicy {
  const { nodes, observations } = memory;
  return {
    parameters: policy.parameters,
    memorySpace: { kind: 'discrete', size: nodes },
    controller: () => softmaxController(memory, policy),
    reset: () => undefined,
    act: () => 0,
    addScore(batch, row, weight, into) {
      const { before, after } = batch.memory!;
      const seen = before.values[row]! * observations + batch.observations.values[row]!;
      const done = batch.actions.values[row]! * nodes + after.values[row]!;
      const pair = (value: number) => ({ width: 0, values: Int32Array.of(value) });
      const step = { ...batch, length: 1, observations: pair(seen), actions: pair(done) };
      policy.addScore(step, 0, weight, into);
    },
  };
}

export function controllerScores(policy: Softmax): Scores {
  return policyScores(policy, policy.table());
}

/**
 * The problem with its memory outside the agent: a state is a pair (s, m), an action a pair (u, m'), and m is seen. The
 * softmax of `softmaxController` is a policy without memory on it, and all that is exact must be the same.
 */
export function outsideMemory(model: FiniteModel, { nodes, start }: Memory): FiniteModel {
  const { observations } = model;
  const entries = (table: { offsets: Int32Array; indices: Int32Array }, row: number) =>
    Array.from(table.indices.subarray(table.offsets[row]!, table.offsets[row + 1]!));
  const split = (index: number): [number, number] => [Math.floor(index / nodes), index % nodes];
  return finiteModel({
    states: model.states * nodes,
    actions: model.actions * nodes,
    observations: observations * nodes,
    transition: (state, action) => {
      const [[s], [u, next]] = [split(state), split(action)];
      const table = model.transitions[u]!;
      return entries(table, s).map((to) => [to * nodes + next, entryAt(table, s, to)]);
    },
    observation: (action, state) => {
      const [[u], [s, m]] = [split(action), split(state)];
      const table = model.observationTables[u]!;
      return entries(table, s).map((y) => [m * observations + y, entryAt(table, s, y)]);
    },
    initialObservation: (state) => {
      const [s, m] = split(state);
      const table = model.initialObservationTable!;
      return entries(table, s).map((y) => [m * observations + y, entryAt(table, s, y)]);
    },
    reward: (state, action, next, seen) => {
      const [[s], [u], [to]] = [split(state), split(action), split(next)];
      return rewardOf(model, s, u, to, seen % observations);
    },
    start: Array.from(model.start).flatMap((probability, s) =>
      Array.from(start, (share, m): [number, number] => [s * nodes + m, probability * share]),
    ),
    terminal: (state) => model.terminal?.[split(state)[0]] === 1,
  });
}

function rewardOf(model: FiniteModel, s: number, u: number, to: number, y: number): number {
  const [transitions, observationTable, rewards] = [
    model.transitions[u]!,
    model.observationTables[u]!,
    model.rewards[u]!,
  ];
  const k = transitions.indices.subarray(0, transitions.offsets[s + 1]).indexOf(to, transitions.offsets[s]);
  if (!rewards.offsets) return rewards.values[k]!;
  const begin = observationTable.offsets[to]!;
  return rewards.values[rewards.offsets[k]! + observationTable.indices.indexOf(y, begin) - begin]!;
}
