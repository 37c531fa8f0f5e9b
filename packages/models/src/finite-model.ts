import {
  type FiniteModel,
  type ModelAgent,
  type ModelLabels,
  reportEarlierName,
  type RewardTable,
  type SparseRows,
  valueInWords,
} from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import { assertModel } from './check-model.js';
import { jointLabels } from './joint-labels.js';

/** Pairs of an outcome and its probability; outcomes that are left out have none. */
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
  observation(action: number, next: number): Distribution;
  /** r(s, u, s', y) */
  reward(state: number, action: number, next: number, observation: number): number;
  readonly start: Distribution;
  /** P(y_0 = · | s_0), where something is seen before the first action. */
  initialObservation?(state: number): Distribution;
  terminal?(state: number): boolean;
  readonly discount?: number;
  /** Whose actions and observations these are tuples of, and whose names theirs are made of. */
  readonly agents?: readonly ModelAgent[];
}

/**
 * A definition under the names of an earlier version.
 * @deprecated Write `observation` and `initialObservation`.
 */
export interface EarlierModelDefinition extends Omit<ModelDefinition, 'observation' | 'initialObservation'> {
  emission(action: number, next: number): Distribution;
  initialEmission?(state: number): Distribution;
}

/** Writes a model as tables and checks them. Throws a sentence if they do not form a model. */
export function finiteModel(written: ModelDefinition | EarlierModelDefinition): FiniteModel {
  const definition = withCurrentNames(written);
  const { states, actions, observations } = definition;
  const each = <T>(make: (action: number) => T) =>
    Array.from({ length: actions }, (_, action) => make(action));
  const transitions = each((action) =>
    sparseRows(states, states, (state) =>
      requirePairs(definition.transition(state, action), () => `transition(${state}, ${action}) returns`),
    ),
  );
  const observationTables = each((action) =>
    sparseRows(states, observations, (next) =>
      requirePairs(definition.observation(action, next), () => `observation(${action}, ${next}) returns`),
    ),
  );
  const start = new Float64Array(states);
  for (const [state, probability] of requirePairs(definition.start, () => 'start is'))
    start[state]! += probability;
  const model: FiniteModel = {
    states,
    actions,
    observations,
    labels: { ...namesOfTuples(definition), ...definition.labels },
    transitions,
    observationTables,
    rewards: each((action) =>
      rewardTable(transitions[action]!, observationTables[action]!, (state, next, observation) =>
        requireReward(definition.reward(state, action, next, observation), state, action, next, observation),
      ),
    ),
    start,
    ...(definition.initialObservation && {
      initialObservationTable: sparseRows(states, observations, (state) =>
        requirePairs(definition.initialObservation!(state), () => `initialObservation(${state}) returns`),
      ),
    }),
    ...(definition.terminal && {
      terminal: Uint8Array.from({ length: states }, (_, state) => Number(definition.terminal!(state))),
    }),
    ...(definition.discount !== undefined && { discount: definition.discount }),
    ...(definition.agents && { agents: definition.agents }),
  };
  assertModel(model);
  return model;
}

/** Throws a RangeError where a distribution is no list of pairs of numbers, as where a plugin gives a dense row. */
function requirePairs(distribution: Distribution, subject: () => string): Distribution {
  const pairs: unknown = distribution;
  const entries = isIterable(pairs) ? [...pairs] : undefined;
  if (entries?.every(isPair)) return entries;
  const dense = entries?.every((entry) => typeof entry === 'number');
  const sound = dense ? entries?.map((probability, outcome) => [outcome, probability]) : [[0, 1]];
  throw new RangeError(
    `${subject()} ${valueInWords(entries ?? pairs)}; it must be a list of pairs [outcome, probability]` +
      `${dense ? ': write' : ', such as'} ${valueInWords(sound)}.`,
  );
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isPair(entry: unknown): entry is readonly [number, number] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'number');
}

function requireReward(reward: unknown, ...of: readonly number[]): number {
  if (typeof reward === 'number') return reward;
  const cure = typeof reward === 'string' ? ': turn it into one with Number(…)' : '';
  throw new RangeError(
    `reward(${of.join(', ')}) returns ${valueInWords(reward)}; it must be a number${cure}.`,
  );
}

/** The names of joint actions and observations, where there are several agents. */
function namesOfTuples({ agents = [] }: Pick<ModelDefinition, 'agents'>): ModelLabels {
  const actions = jointLabels(agents.map((agent) => agent.actions));
  const observations = jointLabels(agents.map((agent) => agent.observations));
  return { ...(actions && { actions }), ...(observations && { observations }) };
}

function withCurrentNames(definition: ModelDefinition | EarlierModelDefinition): ModelDefinition {
  if ('observation' in definition) return definition;
  reportEarlierName('emission', 'observation');
  if (definition.initialEmission) reportEarlierName('initialEmission', 'initialObservation');
  return {
    ...definition,
    observation: (action, next) => definition.emission(action, next),
    ...(definition.initialEmission && {
      initialObservation: (state: number) => definition.initialEmission!(state),
    }),
  };
}

/** The rewards of one action, by transition alone where what is observed makes no difference. */
export function rewardTable(
  transitions: SparseRows,
  observationTable: SparseRows,
  reward: (state: number, next: number, observation: number) => number,
): RewardTable {
  const offsets = new Int32Array(transitions.indices.length + 1);
  const values: number[] = [];
  const byTransition = new Float64Array(transitions.indices.length);
  let observed = false;
  for (let state = 0; state < transitions.rows; state++) {
    for (let k = transitions.offsets[state]!; k < transitions.offsets[state + 1]!; k++) {
      const next = transitions.indices[k]!;
      const begin = observationTable.offsets[next]!;
      const end = observationTable.offsets[next + 1]!;
      for (let j = begin; j < end; j++) {
        const value = reward(state, next, observationTable.indices[j]!);
        values.push(value);
        if (j === begin) byTransition[k] = value;
        else if (!Object.is(value, byTransition[k])) observed = true;
      }
      offsets[k + 1] = values.length;
    }
  }
  return observed ? { values: Float64Array.from(values), offsets } : { values: byTransition };
}
