import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { reachableStates } from '@pomdp-gym/models';
import { log, sparseRows } from '@pomdp-gym/numerics';
import { RowCounts } from './row-counts.js';

/** The counts of every table of a model that chance is drawn from. */
export interface ModelCounts {
  /** One row. */
  readonly start: RowCounts;
  /** By s_0. */
  readonly first: RowCounts | undefined;
  /** For each action by s; column S stands for an ending, whichever it is: the state is hidden then. */
  readonly transitions: readonly RowCounts[];
  /** For each action by s'. */
  readonly observationTables: readonly RowCounts[];
}

/**
 * Counts for the rows that can be reached. All alarms together are false with a probability of `rate` at most: every cell of
 * every row has its share of it, one half on either side.
 */
export function modelCounts(model: FiniteModel, rate: number): ModelCounts {
  const start = sparseRows(1, model.states, () => [...model.start.entries()]);
  const transitions = model.transitions.map((table) => withEnding(model, table));
  const tables = [
    start,
    ...transitions,
    ...model.observationTables,
    ...(model.initialObservationTable ? [model.initialObservationTable] : []),
  ];
  const cells = tables.reduce((sum, { values }) => sum + values.length, 0);
  const limit = log((2 * cells) / rate);
  const left = reachableStates(model).map((reached, s) => Number(reached === 1 && model.terminal?.[s] !== 1));
  return {
    start: new RowCounts(start, [1], limit),
    first:
      model.initialObservationTable &&
      new RowCounts(model.initialObservationTable, model.start.map(Math.sign), limit),
    transitions: transitions.map((table) => new RowCounts(table, left, limit)),
    observationTables: model.observationTables.map(
      (table, u) => new RowCounts(table, entered(model, model.transitions[u]!, left), limit),
    ),
  };
}

export function everyCounts({ start, first, transitions, observationTables }: ModelCounts): RowCounts[] {
  return [start, ...(first ? [first] : []), ...transitions, ...observationTables];
}

function withEnding({ states, terminal }: FiniteModel, table: SparseRows): SparseRows {
  return sparseRows(states, states + 1, (s) =>
    [...successors(table, s)].map(
      ({ next, probability }) => [terminal?.[next] === 1 ? states : next, probability] as const,
    ),
  );
}

/** 1 for each state whose entering a test can observe: it does not end the episode, or is its row's only ending. */
function entered(model: FiniteModel, table: SparseRows, left: ArrayLike<number>): Uint8Array {
  const told = new Uint8Array(model.states);
  for (let s = 0; s < model.states; s++) {
    if (!left[s]) continue;
    const ending = soleEnding(model, table, s);
    for (const { next, probability } of successors(table, s))
      if (probability > 0 && (model.terminal?.[next] !== 1 || next === ending)) told[next] = 1;
  }
  return told;
}

/** The one state in which an episode can end from `state`; −1 where there is none, or more than one. */
export function soleEnding({ terminal }: FiniteModel, table: SparseRows, state: number): number {
  const endings = [...successors(table, state)].filter(
    ({ next, probability }) => probability > 0 && terminal?.[next] === 1,
  );
  return endings.length === 1 ? endings[0]!.next : -1;
}

function* successors({ offsets, indices, values }: SparseRows, state: number) {
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++)
    yield { next: indices[k]!, probability: values[k]! };
}
