import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { rowSums } from './sparse-rows.js';

/** How far from one a row of probabilities may sum: files round their thirds and sevenths. */
export const ROW_SUM_TOLERANCE = 1e-4;

/** Everything that keeps these tables from being a POMDP, one sentence each; empty for a sound model. */
export function modelProblems(model: FiniteModel): string[] {
  const { states, actions, observations } = model;
  for (const [name, size] of Object.entries({ states, actions, observations })) {
    if (!Number.isInteger(size) || size < 1) return [`A model has at least one of its ${name}, not ${size}.`];
  }
  const stateName = namer('state', model.labels.states);
  const actionName = namer('action', model.labels.actions);
  const problems = [
    ...shapeProblems(model),
    ...model.transitions.flatMap((table, action) =>
      rowProblems(table, (state) => `The transitions from ${stateName(state)} under ${actionName(action)}`),
    ),
    ...model.emissions.flatMap((table, action) =>
      rowProblems(
        table,
        (state) => `The observations on entering ${stateName(state)} under ${actionName(action)}`,
      ),
    ),
    ...distributionProblems(model.start, 'The start distribution'),
  ];
  if (model.initialEmissions) {
    problems.push(
      ...rowProblems(model.initialEmissions, (state) => `The first observations in ${stateName(state)}`),
    );
  }
  model.rewards.forEach(({ values }, action) => {
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined)
      problems.push(`A reward under ${actionName(action)} is ${bad}, not a finite number.`);
  });
  const { discount } = model;
  if (discount !== undefined && !(discount >= 0 && discount <= 1)) {
    problems.push(`The discount is ${discount}; it must lie from 0 to 1.`);
  }
  return problems;
}

/** Throws a RangeError with the first problems of a model that is none. */
export function assertModel(model: FiniteModel): void {
  const problems = modelProblems(model);
  if (problems.length === 0) return;
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  throw new RangeError(problems.slice(0, 3).join(' ') + more);
}

function namer(kind: string, labels: readonly string[] | undefined): (index: number) => string {
  return (index) => (labels?.[index] === undefined ? `${kind} ${index}` : `${kind} ${labels[index]}`);
}

function shapeProblems({ states, actions, observations, labels, ...model }: FiniteModel): string[] {
  const problems: string[] = [];
  const expect = (what: string, found: number, expected: number) => {
    if (found !== expected) problems.push(`${what}: ${found}, where ${expected} are expected.`);
  };
  expect('Transition tables', model.transitions.length, actions);
  expect('Observation tables', model.emissions.length, actions);
  expect('Reward tables', model.rewards.length, actions);
  expect('Numbers in the start distribution', model.start.length, states);
  if (labels.states) expect('State labels', labels.states.length, states);
  if (labels.actions) expect('Action labels', labels.actions.length, actions);
  if (labels.observations) expect('Observation labels', labels.observations.length, observations);
  if (model.terminal) expect('Terminal marks', model.terminal.length, states);
  model.transitions.forEach((table, action) => {
    expect(`Rows of transition table ${action}`, table.rows, states);
    const { values, offsets } = model.rewards[action] ?? { values: [] };
    if (offsets) expect(`Reward offsets of action ${action}`, offsets.length, table.indices.length + 1);
    else expect(`Rewards of action ${action}`, values.length, table.indices.length);
  });
  return problems;
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
