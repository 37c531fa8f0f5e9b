import { type FiniteModel, InputError, type SparseRows } from '@pomdp-gym/contracts';
import { rowEntries } from '@pomdp-gym/numerics';

/**
 * The model with an observation of the start state before the first action, drawn as one of a state that is entered. A
 * model that already says what is seen first is returned as it is.
 *
 * @throws InputError where what is seen of a start state depends on the action that leads there: no action has been taken.
 */
export function observeFirst(model: FiniteModel): FiniteModel {
  if (model.initialObservationTable) return model;
  const [first, ...others] = model.observationTables;
  if (!first) return model;
  model.start.forEach((probability, state) => {
    if (probability === 0 || others.every((table) => sameRow(first, table, state))) return;
    throw new InputError(
      `What is seen of state ${model.labels.states?.[state] ?? state} depends on the action that leads there, so nothing ` +
        'says what is seen of it before the first action. A model that shows an observation first sees the same of each of ' +
        'its start states whatever the action.',
    );
  });
  return { ...model, initialObservationTable: first };
}

function sameRow(one: SparseRows, other: SparseRows, row: number): boolean {
  const [entries, others] = [rowEntries(one, row), rowEntries(other, row)];
  return (
    entries.length === others.length &&
    entries.every(([column, value], k) => column === others[k]![0] && value === others[k]![1])
  );
}
