import type { FiniteModel, ModelLabels, SparseRows } from '@pomdp-gym/contracts';
import { rowEntries } from '@pomdp-gym/numerics';
import { observationCount, observationNames } from './observation-names.js';
import { productModel, type ProductOutcome } from './product-model.js';

/**
 * The model in which an agent sees its last n observations, the oldest first: (y_{t−n+1}, …, y_t) has the index
 * (y_{t−n+1} · O + …) · O + y_t. Before n were made, the first stands in the place of those that are missing; where the model does
 * not say what is seen first, that is `nothing yet`, the last of its O observations. States are those of the model with
 * what was seen, as far as they can be reached; rewards are those of transitions alone.
 */
export function stackObservations(model: FiniteModel, frames: number): FiniteModel {
  const base = observationCount(model);
  const observations = base ** frames;
  const kept = base ** (frames - 1);
  const first = Array.from({ length: frames }).reduce((sum: number) => sum * base + 1, 0);
  const product = productModel(model, {
    start: starts(model, first),
    outcomes: (state, stack, action) => seenSteps(model, state, action, (y) => (stack % kept) * base + y),
    ends: (state) => model.terminal?.[state] === 1,
  });
  const { states, transitions, rewards, start, terminal } = product;
  const table = certain(product.memoryOf, observations);
  return {
    ...{ states, transitions, rewards, start, ...(terminal && { terminal }) },
    actions: model.actions,
    observations,
    labels: stackedLabels(model, product, frames),
    observationTables: Array.from({ length: model.actions }, () => table),
    initialObservationTable: table,
    ...(model.discount !== undefined && { discount: model.discount }),
  };
}

/** The same model where rewards follow from the transition alone: where they do not, each state holds what was seen last. */
export function rewardsByTransition(model: FiniteModel): FiniteModel {
  return model.rewards.some(({ offsets }) => offsets) ? stackObservations(model, 1) : model;
}

/** The pairs that an episode begins in: y_0 fills the whole stack. */
function* starts(
  model: FiniteModel,
  first: number,
): Generator<{ readonly state: number; readonly memory: number; readonly probability: number }> {
  for (const [state, chance] of model.start.entries()) {
    if (chance === 0) continue;
    const seen = model.initialObservationTable
      ? rowEntries(model.initialObservationTable, state)
      : [[model.observations, 1] as const];
    for (const [y, probability] of seen)
      if (probability > 0) yield { state, memory: y * first, probability: chance * probability };
  }
}

/** Every step from a state by an action: where it leads and what it shows. */
function* seenSteps(
  model: FiniteModel,
  from: number,
  action: number,
  memoryAfter: (y: number) => number,
): Generator<ProductOutcome> {
  const { offsets: rows, indices, values } = model.transitions[action]!;
  const shown = model.observationTables[action]!;
  const paid = model.rewards[action]!;
  for (let k = rows[from]!; k < rows[from + 1]!; k++) {
    const state = indices[k]!;
    const begin = shown.offsets[state]!;
    for (let j = begin; j < shown.offsets[state + 1]!; j++) {
      const probability = values[k]! * shown.values[j]!;
      if (probability === 0) continue;
      const reward = paid.values[paid.offsets ? paid.offsets[k]! + j - begin : k]!;
      yield { state, memory: memoryAfter(shown.indices[j]!), probability, reward };
    }
  }
}

/** The table in which each row has one certain observation. */
function certain(observed: readonly number[], columns: number): SparseRows {
  const rows = observed.length;
  return {
    rows,
    columns,
    offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    indices: Int32Array.from(observed),
    values: new Float64Array(rows).fill(1),
  };
}

/** The most stacks of observations that are named one by one. */
const MOST_NAMES = 10_000;

/** The names of stacks: `left → left → right`; undefined where observations have no names, or there are too many stacks. */
export function stackNames(
  names: readonly string[] | undefined,
  frames: number,
): readonly string[] | undefined {
  if (!names || names.length ** frames > MOST_NAMES) return undefined;
  let stacks = names;
  for (let n = 1; n < frames; n++)
    stacks = stacks.flatMap((stack) => names.map((name) => `${stack} → ${name}`));
  return stacks;
}

function stackedLabels(
  model: FiniteModel,
  { stateOf, memoryOf }: { readonly stateOf: readonly number[]; readonly memoryOf: readonly number[] },
  frames: number,
): ModelLabels {
  const { states, actions } = model.labels;
  const observations = stackNames(observationNames(model), frames);
  const seen = (pair: number) => observations?.[memoryOf[pair]!] ?? String(memoryOf[pair]);
  return {
    ...(states && { states: stateOf.map((state, pair) => `${states[state]}, seen: ${seen(pair)}`) }),
    ...(actions && { actions }),
    ...(observations && { observations }),
  };
}
