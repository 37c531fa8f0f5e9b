import {
  type Environment,
  type FiniteModel,
  InputError,
  type ModelLabels,
  type RewardTable,
  type SparseRows,
} from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import { ModelEnvironment } from './model-environment.js';
import { observationCount, observationNames } from './observation-names.js';

/**
 * The product of a problem with a memory of M nodes that every episode begins in node 0: an action is a pair (u, m') at
 * u · M + m', an observation a pair (y, m) at m · O + y. A policy without memory on it is a controller on the problem
 * itself, with p(u, m' | m, y) as its table (`moveProbabilities` of numerics); for the same random numbers both give the
 * same path. Its tables are larger by M²: it is the oracle for controllers, and right for a few nodes.
 *
 * @throws InputError where the environment has no model.
 */
export function withMemory(environment: Environment, nodes: number): ModelEnvironment {
  const model = environment.model?.();
  if (!model)
    throw new InputError(
      'A product with a memory needs the environment of a model: this one has no model().',
    );
  const memory = { kind: 'discrete', size: nodes } as const;
  const seen = { kind: 'discrete', size: observationCount(model) } as const;
  const done = { kind: 'discrete', size: model.actions } as const;
  return new ModelEnvironment(modelWithMemory(model, nodes), {
    factors: { observations: [memory, seen], actions: [done, memory] },
  });
}

/** The model of `withMemory`. */
export function modelWithMemory(model: FiniteModel, nodes: number): FiniteModel {
  const observations = observationCount(model);
  const eachMove = <T>(make: (action: number, next: number) => T): T[] =>
    Array.from({ length: model.actions * nodes }, (_, move) => make(Math.floor(move / nodes), move % nodes));
  const states = model.states * nodes;
  const seen = (table: SparseRows) =>
    forEachNode(table, nodes, observations * nodes, (y, node) => node * observations + y);
  const observationTables = model.observationTables.map(seen);
  return {
    states,
    actions: model.actions * nodes,
    observations: observations * nodes,
    labels: labelsWithMemory(model, nodes),
    transitions: eachMove((action, next) =>
      forEachNode(model.transitions[action]!, nodes, states, (to) => to * nodes + next),
    ),
    observationTables: eachMove((action) => observationTables[action]!),
    rewards: eachMove((action) => rewardsWithMemory(model, action, nodes)),
    start: Float64Array.from({ length: states }, (_, state) =>
      state % nodes === 0 ? model.start[state / nodes]! : 0,
    ),
    initialObservationTable: seen(model.initialObservationTable ?? nothingYet(model)),
    ...(model.terminal && {
      terminal: Uint8Array.from(
        { length: states },
        (_, state) => model.terminal![Math.floor(state / nodes)]!,
      ),
    }),
    ...(model.discount !== undefined && { discount: model.discount }),
  };
}

/** Each row of a table once for every node (row r · M + m), its stored entries in their order in other columns. */
function forEachNode(
  table: SparseRows,
  nodes: number,
  columns: number,
  columnOf: (column: number, node: number) => number,
): SparseRows {
  const [offsets, indices, values]: [number[], number[], number[]] = [[0], [], []];
  for (let row = 0; row < table.rows * nodes; row++) {
    const from = Math.floor(row / nodes);
    for (let k = table.offsets[from]!; k < table.offsets[from + 1]!; k++) {
      indices.push(columnOf(table.indices[k]!, row % nodes));
      values.push(table.values[k]!);
    }
    offsets.push(indices.length);
  }
  return {
    rows: table.rows * nodes,
    columns,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** What is seen first where the model does not say: the observation behind its own. */
function nothingYet({ states, observations }: FiniteModel): SparseRows {
  return sparseRows(states, observations + 1, () => [[observations, 1]]);
}

/** The rewards of the stored transitions of each state, once for every node. */
function rewardsWithMemory(model: FiniteModel, action: number, nodes: number): RewardTable {
  const { offsets: rows } = model.transitions[action]!;
  const { values, offsets } = model.rewards[action]!;
  const kept: number[] = [];
  const begins = [0];
  for (let row = 0; row < model.states * nodes; row++) {
    const state = Math.floor(row / nodes);
    for (let k = rows[state]!; k < rows[state + 1]!; k++) {
      for (let j = offsets?.[k] ?? k; j < (offsets?.[k + 1] ?? k + 1); j++) kept.push(values[j]!);
      begins.push(kept.length);
    }
  }
  return { values: Float64Array.from(kept), ...(offsets && { offsets: Int32Array.from(begins) }) };
}

function labelsWithMemory(model: FiniteModel, nodes: number): ModelLabels {
  const { labels } = model;
  const observations = observationNames(model);
  const pairs = (names: readonly string[]) =>
    names.flatMap((name) => Array.from({ length: nodes }, (_, node) => `${name}, node ${node}`));
  return {
    ...(labels.states && { states: pairs(labels.states) }),
    ...(labels.actions && { actions: pairs(labels.actions) }),
    ...(observations && { observations: namesWithMemory(observations, nodes) }),
  };
}

/** The names of pairs (m, y), in their order: `left, node 0`, `right, node 0`, `left, node 1`, … */
export function namesWithMemory(observations: readonly string[], nodes: number): readonly string[] {
  return Array.from({ length: nodes }).flatMap((_, node) =>
    observations.map((name) => `${name}, node ${node}`),
  );
}
