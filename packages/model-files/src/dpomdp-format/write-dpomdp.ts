import type { DiscreteSpace, FiniteModel, ModelAgent } from '@pomdp-gym/contracts';
import { assertModel, jointLabels, TupleIndex } from '@pomdp-gym/models';
import { annotate, ANNOTATION } from '../pomdp-format/annotations.js';
import type { WriteOptions } from '../pomdp-format/write-pomdp.js';
import { writableNames } from '../pomdp-format/writable-names.js';
import { EVERY, layoutProbabilities, type ProbabilityDialect } from '../probability-layout.js';
import { layoutRewards, numeral } from '../reward-layout.js';

/**
 * Writes a model in the `.dpomdp` format, so that reading it gives every bit back. A model without agents is that of one agent.
 * What the format has no words for goes into `#@pomdp-gym` comments. Throws a RangeError where the model is not sound.
 */
export function writeDpomdp(model: FiniteModel, options: WriteOptions = {}): string {
  return dpomdpLines(model, options).join('\n');
}

/** The lines of what `writeDpomdp` writes, for files too large for one string. */
export function dpomdpLines(model: FiniteModel, options: WriteOptions = {}): string[] {
  assertModel(model);
  const { values = 'reward', comment } = options;
  const agents = model.agents ?? [soleAgent(model)];
  const states = namesOf(model.states, model.labels.states);
  const actions = tupleNames(agents.map((agent) => agent.actions));
  const observations = tupleNames(agents.map((agent) => agent.observations));
  const names = { actions, rows: states };
  return [
    ...(comment?.split(/\r\n|\r|\n/).map((line) => `# ${line}`.trimEnd()) ?? []),
    `agents: ${writableNames(agentNames(agents))?.join(' ') ?? agents.length}`,
    ...(model.discount === undefined ? [] : [`discount: ${model.discount}`]),
    `values: ${values}`,
    `states: ${writableNames(model.labels.states)?.join(' ') ?? model.states}`,
    ...startLines(model.start, states),
    'actions:',
    ...agents.map((agent) => listOf(agent.actions)),
    'observations:',
    ...agents.map((agent) => listOf(agent.observations)),
    ...annotations(model, agents),
    '',
    ...layoutProbabilities(model.transitions, { ...names, columns: states }, dialectOf('T', model.states)),
    '',
    ...layoutProbabilities(
      model.observationTables,
      { ...names, columns: observations },
      dialectOf('O', model.observations),
    ),
    '',
    ...rewardLines(model, { states, actions, observations }, values),
    '',
  ];
}

/** All actions and observations of a model without agents, as one agent's. */
function soleAgent({ actions, observations, labels }: FiniteModel): ModelAgent {
  const space = (size: number, names: readonly string[] | undefined): DiscreteSpace => ({
    kind: 'discrete',
    size,
    ...(names && { labels: names }),
  });
  return { actions: space(actions, labels.actions), observations: space(observations, labels.observations) };
}

/** The names of the agents, where each has one. */
function agentNames(agents: readonly ModelAgent[]): string[] | undefined {
  const names = agents.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return names.length === agents.length ? names : undefined;
}

function namesOf(count: number, labels: readonly string[] | undefined): readonly string[] {
  return writableNames(labels) ?? Array.from({ length: count }, (_, index) => String(index));
}

/** What tuples are called in the file: a name or a number for each entry. */
function tupleNames(spaces: readonly DiscreteSpace[]): string[] {
  const names = spaces.map(({ size, labels }) => namesOf(size, labels));
  const tuples = new TupleIndex(spaces.map(({ size }) => size));
  return Array.from({ length: tuples.size }, (_, index) =>
    names.map((entries, agent) => entries[tuples.entry(index, agent)]).join(' '),
  );
}

function listOf({ size, labels }: DiscreteSpace): string {
  return writableNames(labels)?.join(' ') ?? String(size);
}

/** What the format has no words for, as comments. */
function annotations(model: FiniteModel, agents: readonly ModelAgent[]): string[] {
  const { labels } = model;
  const spaces = agents.flatMap(({ actions, observations }) => [actions, observations]);
  const unwritable = (names: readonly string[] | undefined) => names !== undefined && !writableNames(names);
  const names = agentNames(agents);
  const partlyNamed = names === undefined && agents.some(({ name }) => name !== undefined);
  const apart = partlyNamed || unwritable(names) || spaces.some((space) => unwritable(space.labels));
  const differs = (part: 'actions' | 'observations') =>
    !sameNames(labels[part], jointLabels(agents.map((agent) => agent[part])));
  const written = annotate({ ...model, agents: apart ? agents : undefined }, (list, part) =>
    part === 'states' ? unwritable(list) : list !== undefined && differs(part),
  );
  return written.map((text) => ANNOTATION + text);
}

function sameNames(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one?.length === other?.length && (one ?? []).every((name, index) => name === other?.[index]);
}

function startLines(start: Float64Array, states: readonly string[]): string[] {
  const support = [...start.keys()].filter((state) => start[state] !== 0);
  const even = support.every((state) => start[state] === 1 / support.length);
  if (!even) return ['start:', start.join(' ')];
  if (support.length === start.length) return ['start:', 'uniform'];
  return [`start include: ${support.map((state) => states[state]).join(' ')}`];
}

/** A colon stands before every value, and words on a line of their own. */
function dialectOf(letter: 'T' | 'O', columns: number): ProbabilityDialect {
  const vector = (action: string, row: string, cells: readonly number[]) =>
    `${letter}: ${action} : ${row} :\n${cells.join(' ')}`;
  return {
    ...(letter === 'T' && { identity: (action) => `T: ${action} :\nidentity` }),
    uniform: (action, row) =>
      row === EVERY
        ? `${letter}: ${action} :\nuniform`
        : vector(action, row, Array<number>(columns).fill(1 / columns)),
    vector,
    entry: (action, row, column, value) => `${letter}: ${action} : ${row} : ${column} : ${value}`,
  };
}

function rewardLines(
  model: FiniteModel,
  names: Readonly<Record<'states' | 'actions' | 'observations', readonly string[]>>,
  values: 'reward' | 'cost',
): string[] {
  const nameOf = (list: readonly string[], element: number) => (element < 0 ? EVERY : list[element]!);
  const lines = layoutRewards(model).flatMap(({ action, rules }) =>
    rules.map(([state, next, observation, reward]) => {
      const fields = [
        nameOf(names.actions, action),
        nameOf(names.states, state),
        nameOf(names.states, next),
        nameOf(names.observations, observation),
        numeral(values === 'cost' && reward !== 0 ? -reward : reward),
      ];
      return `R: ${fields.join(' : ')}`;
    }),
  );
  return lines.length > 0 ? lines : ['R: * : * : * : * : 0'];
}
