import type { DiscreteSpace, FiniteModel, ModelAgent, SparseRows } from '@pomdp-gym/contracts';
import { rowSums } from '@pomdp-gym/numerics';
import { countProblem, tableProblems } from './check-table.js';
import { rewardProblems } from './check-rewards.js';

/** How far from one a row of probabilities may sum: files round their thirds and sevenths. */
export const ROW_SUM_TOLERANCE = 1e-4;

/** Everything that keeps these tables from being a POMDP, one sentence each; empty for a sound model. */
export function modelProblems(model: FiniteModel): string[] {
  const { states, actions, observations } = model;
  for (const [name, size] of Object.entries({ states, actions, observations })) {
    if (!Number.isInteger(size) || size < 1) return [`A model has at least one of its ${name}, not ${size}.`];
  }
  const misshapen = [...countProblems(model), ...shapeProblems(model)];
  return misshapen.length > 0 ? misshapen : contentProblems(model);
}

/** Throws a RangeError with the first problems of an invalid model. */
export function assertModel(model: FiniteModel): void {
  const problems = modelProblems(model);
  if (problems.length === 0) return;
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  throw new RangeError(problems.slice(0, 3).join(' ') + more);
}

function namer(kind: string, labels: readonly string[] | undefined): (index: number) => string {
  return (index) => (labels?.[index] === undefined ? `${kind} ${index}` : `${kind} ${labels[index]}`);
}

function countProblems({ states, actions, observations, labels, ...model }: FiniteModel): string[] {
  return [
    ...countProblem('Transition tables', model.transitions.length, actions),
    ...countProblem('Observation tables', model.observationTables.length, actions),
    ...countProblem('Reward tables', model.rewards.length, actions),
    ...countProblem('Numbers in the start distribution', model.start.length, states),
    ...countProblem('State labels', labels.states?.length ?? states, states),
    ...countProblem('Action labels', labels.actions?.length ?? actions, actions),
    ...countProblem('Observation labels', labels.observations?.length ?? observations, observations),
    ...countProblem('Terminal marks', model.terminal?.length ?? states, states),
  ];
}

function shapeProblems({ states, observations, ...model }: FiniteModel): string[] {
  const first = model.initialObservationTable;
  return [
    ...model.transitions.flatMap((table, u) => tableProblems(table, states, states, `transition table ${u}`)),
    ...model.observationTables.flatMap((table, u) =>
      tableProblems(table, states, observations, `observation table ${u}`),
    ),
    ...(first ? tableProblems(first, states, observations, 'the table of first observations') : []),
  ];
}

/** What is wrong with the numbers, in tables of the right shape. */
function contentProblems(model: FiniteModel): string[] {
  const state = namer('state', model.labels.states);
  const action = namer('action', model.labels.actions);
  const first = model.initialObservationTable;
  return [
    ...model.transitions.flatMap((table, u) =>
      rowProblems(table, (row) => `The transitions from ${state(row)} under ${action(u)}`),
    ),
    ...model.observationTables.flatMap((table, u) =>
      rowProblems(table, (row) => `The observations on entering ${state(row)} under ${action(u)}`),
    ),
    ...distributionProblems(model.start, 'The start probabilities'),
    ...(first ? rowProblems(first, (row) => `The first observations in ${state(row)}`) : []),
    ...model.rewards.flatMap((_, u) => rewardProblems(model, u, action(u))),
    ...markProblems(model, state),
    ...discountProblems(model),
    ...agentProblems(model),
  ];
}

function rowProblems(table: SparseRows, name: (row: number) => string): string[] {
  const problems: string[] = [];
  const sums = rowSums(table);
  for (let row = 0; row < table.rows; row++) {
    const values = table.values.subarray(table.offsets[row]!, table.offsets[row + 1]!);
    problems.push(...probabilityProblems(values, sums[row]!, name(row)));
  }
  return problems;
}

function distributionProblems(values: Float64Array, name: string): string[] {
  return probabilityProblems(
    values,
    values.reduce((sum, value) => sum + value, 0),
    name,
  );
}

function probabilityProblems(values: Float64Array, sum: number, name: string): string[] {
  const bad = values.find((value) => !(value >= 0 && value <= 1 + ROW_SUM_TOLERANCE));
  if (bad !== undefined) return [`${name} hold ${bad}, which is no probability.`];
  if (Math.abs(sum - 1) > ROW_SUM_TOLERANCE) return [`${name} sum to ${sum}, not to 1.`];
  return [];
}

function markProblems({ terminal }: FiniteModel, name: (state: number) => string): string[] {
  const state = terminal?.findIndex((mark) => mark > 1) ?? -1;
  return state < 0 ? [] : [`The terminal mark of ${name(state)} is ${terminal![state]}, neither 0 nor 1.`];
}

function discountProblems({ discount }: FiniteModel): string[] {
  if (discount === undefined || (discount >= 0 && discount <= 1)) return [];
  return [`The discount is ${discount}; it must lie from 0 to 1.`];
}

function agentProblems({ agents, actions, observations }: FiniteModel): string[] {
  if (!agents) return [];
  return [
    ...productProblem(agents, 'actions', actions),
    ...productProblem(agents, 'observations', observations),
    ...agents.flatMap(({ actions: done, observations: seen }, agent) => [
      ...nameProblem(agent, 'actions', done),
      ...nameProblem(agent, 'observations', seen),
    ]),
  ];
}

function productProblem(
  agents: readonly ModelAgent[],
  part: 'actions' | 'observations',
  expected: number,
): string[] {
  const tuples = agents.reduce((product, agent) => product * agent[part].size, 1);
  if (agents.length > 0 && tuples === expected) return [];
  return [`The agents have ${tuples} joint ${part}, and the model has ${expected}.`];
}

function nameProblem(agent: number, part: string, { size, labels }: DiscreteSpace): string[] {
  if (labels === undefined || labels.length === size) return [];
  return [`Agent ${agent} has ${size} ${part} and ${labels.length} names of them.`];
}
