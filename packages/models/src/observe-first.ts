import { type FiniteModel, InputError, type SparseRows } from '@pomdp-gym/contracts';
import { rowEntries } from '@pomdp-gym/numerics';

/**
 * The same model with an observation of the start state before the first action: drawn by the observation function of the
 * state, as after an action that leads there. A model that says what is seen first is returned as it is.
 *
 * @throws InputError where what is seen of a start state depends on the action and none is named, or the model has no such action.
 * @param action the name or the index of the action whose observation function draws it; without one that function must
 * not depend on the action in any state that can be the first.
 */
export function observeFirst(model: FiniteModel, action?: string | number): FiniteModel {
  if (model.initialObservationTable) return model;
  const index = action === undefined ? soleObservationFunction(model) : actionIndex(model, action);
  return { ...model, initialObservationTable: model.observationTables[index]! };
}

/** The first action, where all actions show the same in every state that can be the first. Throws an InputError elsewhere. */
function soleObservationFunction(model: FiniteModel): number {
  const [first, ...others] = model.observationTables;
  for (let state = 0; state < model.states; state++) {
    if (model.start[state] === 0) continue;
    const other = others.findIndex((table) => !sameRow(first!, table, state));
    if (other >= 0) throw new InputError(refusal(model, state, other + 1));
  }
  return 0;
}

function refusal(model: FiniteModel, state: number, other: number): string {
  const { states, actions } = model.labels;
  const name = (labels: readonly string[] | undefined, index: number) => labels?.[index] ?? String(index);
  const [one, two] = [name(actions, 0), name(actions, other)];
  return (
    `What is seen of state ${name(states, state)} differs between the actions ${one} and ${two}, so observeFirst: true ` +
    `does not say which observation comes first; name the action, as in observeFirst=${one}.`
  );
}

function actionIndex({ actions, labels }: FiniteModel, action: string | number): number {
  const index = typeof action === 'number' ? action : (labels.actions?.indexOf(action) ?? -1);
  if (index >= 0 && index < actions) return index;
  const known = labels.actions?.join(', ') ?? `0 to ${actions - 1}`;
  throw new InputError(`observeFirst names the action ${action}, and the actions of the model are ${known}.`);
}

function sameRow(one: SparseRows, other: SparseRows, row: number): boolean {
  const [first, second] = [[...rowEntries(one, row)], [...rowEntries(other, row)]];
  return (
    first.length === second.length &&
    first.every(([column, value], k) => second[k]![0] === column && second[k]![1] === value)
  );
}
