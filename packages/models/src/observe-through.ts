import type { FiniteModel, ModelLabels, SparseRows } from '@pomdp-gym/contracts';
import { rowEntries, sparseRows } from '@pomdp-gym/numerics';
import { NOTHING_YET, observationCount } from './observation-names.js';
import { rewardsByTransition } from './stack-observations.js';

/** What becomes of each observation on its way to the agent. */
export interface Channel {
  /** O', how many observations may come out. */
  readonly observations: number;
  /** Their names. */
  readonly names?: readonly string[] | undefined;
  /** P(· | y), the law of what comes out where y goes in. */
  law(y: number): Iterable<readonly [observation: number, probability: number]>;
}

/**
 * The model in which an agent sees y' ~ P(· | y) in place of y; its y stays what rewards depend on. What is seen first goes through
 * the channel too, where the model says what that is; `nothing yet` stays `nothing yet`, behind the O' others.
 */
export function observeThrough(original: FiniteModel, channel: Channel): FiniteModel {
  const model = rewardsByTransition(original);
  // Where rewards depended on observations, `nothing yet` has become one of them.
  const entered = observationCount(original) > original.observations && model.initialObservationTable;
  const observations = channel.observations + (entered ? 1 : 0);
  const through = composed((y) => {
    return y < original.observations ? channel.law(y) : [[channel.observations, 1]];
  }, observations);
  const { states, actions, transitions, rewards, start, labels, initialObservationTable: first } = model;
  const seen = channel.names && (entered ? [...channel.names, NOTHING_YET] : channel.names);
  return {
    ...{ states, actions, observations, transitions, rewards, start },
    labels: labelsWith(labels, seen),
    observationTables: model.observationTables.map(through),
    ...(first && { initialObservationTable: through(first) }),
    ...(model.terminal && { terminal: model.terminal }),
    ...(model.discount !== undefined && { discount: model.discount }),
  };
}

function labelsWith(
  { states, actions }: ModelLabels,
  observations: readonly string[] | undefined,
): ModelLabels {
  return { ...(states && { states }), ...(actions && { actions }), ...(observations && { observations }) };
}

/** Puts a law behind each row of a table; equal tables stay one object. */
function composed(law: Channel['law'], columns: number): (table: SparseRows) => SparseRows {
  const made = new Map<SparseRows, SparseRows>();
  return (table) => {
    const found = made.get(table) ?? sparseRows(table.rows, columns, (row) => composedRow(table, row, law));
    made.set(table, found);
    return found;
  };
}

function* composedRow(
  table: SparseRows,
  row: number,
  law: Channel['law'],
): Generator<readonly [observation: number, probability: number]> {
  for (const [y, chance] of rowEntries(table, row))
    for (const [observation, probability] of law(y)) yield [observation, chance * probability];
}
