import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { reachableStates, TupleIndex } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';

/** What is odd in a sound model. */
export type LintKind =
  | 'unreachable-states'
  | 'absorbing-states'
  | 'equal-actions'
  | 'unseen-observations'
  | 'unattainable-rewards';

export interface LintFinding {
  readonly kind: LintKind;
  /** The states, actions or observations it is about; for rewards, the actions. */
  readonly elements: readonly number[];
  readonly message: string;
}

/** How many elements a message names. */
const NAMED = 5;

/** Looks a sound model through for what its author may not have meant. None of it keeps the model from being used. */
export function lintModel(model: FiniteModel): LintFinding[] {
  const reached = reachableStates(model);
  return [
    ...unreachableStates(model, reached),
    ...absorbingStates(model, reached),
    ...equalActions(model, reached),
    ...unseenObservations(model, reached),
    ...unattainableRewards(model, reached),
  ];
}

function unreachableStates({ labels }: FiniteModel, reached: Uint8Array): LintFinding[] {
  const elements = indicesWhere(reached, (mark) => mark === 0);
  if (elements.length === 0) return [];
  const message = `${counted(elements, 'state', labels.states)} can never be reached from a start.`;
  return [{ kind: 'unreachable-states', elements, message }];
}

function absorbingStates(model: FiniteModel, reached: Uint8Array): LintFinding[] {
  const stays = (state: number) => model.transitions.every((table) => entryAt(table, state, state) >= 1);
  const elements = indicesWhere(reached, (mark, state) => {
    return mark === 1 && model.terminal?.[state] !== 1 && stays(state);
  });
  if (elements.length === 0) return [];
  const leave = elements.length === 1 ? 'is never left' : 'are never left';
  const message = `${counted(elements, 'state', model.labels.states)} ${leave}, and not marked as an end.`;
  return [{ kind: 'absorbing-states', elements, message }];
}

function equalActions(model: FiniteModel, reached: Uint8Array): LintFinding[] {
  if (model.agents) return model.agents.flatMap((_, agent) => equalActionsOf(agent, model, reached));
  const same = (one: number, other: number) => doTheSame(model, one, other, reached);
  return groupsOf(model.actions, same).map((elements) => {
    const message = `${counted(elements, 'action', model.labels.actions)} do the same in every state that can be reached.`;
    return { kind: 'equal-actions', elements, message };
  });
}

/** The actions of one agent that do the same whatever the others do. The elements are its own actions. */
function equalActionsOf(agent: number, model: FiniteModel, reached: Uint8Array): LintFinding[] {
  const { name, actions } = model.agents![agent]!;
  const tuples = new TupleIndex(model.agents!.map((each) => each.actions.size));
  const rest = [...Array(tuples.size).keys()].filter((joint) => tuples.entry(joint, agent) === 0);
  const same = (one: number, other: number) =>
    rest.every((joint) =>
      doTheSame(model, tuples.replaced(joint, agent, one), tuples.replaced(joint, agent, other), reached),
    );
  return groupsOf(actions.size, same).map((elements) => {
    const what = counted(elements, 'action', actions.labels);
    const message = `${what} of agent ${name ?? agent} do the same in every state that can be reached, whatever the others do.`;
    return { kind: 'equal-actions', elements, message };
  });
}

/** The groups of two and more elements that are the same. */
function groupsOf(count: number, same: (one: number, other: number) => boolean): number[][] {
  const groups: number[][] = [];
  for (let element = 0; element < count; element++) {
    const group = groups.find(([first]) => same(first!, element));
    if (group) group.push(element);
    else groups.push([element]);
  }
  return groups.filter((elements) => elements.length > 1);
}

function doTheSame(model: FiniteModel, one: number, other: number, reached: Uint8Array): boolean {
  const sameRow = (a: SparseRows, b: SparseRows, row: number) =>
    sameValues(a.indices, b.indices, a, b, row) && sameValues(a.values, b.values, a, b, row);
  const [transitions, others] = [model.transitions[one]!, model.transitions[other]!];
  const [observationTable, otherObservationTable] = [
    model.observationTables[one]!,
    model.observationTables[other]!,
  ];
  const [rewards, otherRewards] = [model.rewards[one]!, model.rewards[other]!];
  const span = (offsets: Int32Array | undefined, values: Float64Array, begin: number, end: number) =>
    offsets ? values.subarray(offsets[begin]!, offsets[end]!) : values.subarray(begin, end);
  for (let state = 0; state < model.states; state++) {
    if (reached[state] === 0) continue;
    if (
      observationTable !== otherObservationTable &&
      !sameRow(observationTable, otherObservationTable, state)
    )
      return false;
    if (model.terminal?.[state] === 1) continue;
    if (!sameRow(transitions, others, state)) return false;
    const [begin, end] = [transitions.offsets[state]!, transitions.offsets[state + 1]!];
    const [otherBegin, otherEnd] = [others.offsets[state]!, others.offsets[state + 1]!];
    const earned = span(rewards.offsets, rewards.values, begin, end);
    const otherwise = span(otherRewards.offsets, otherRewards.values, otherBegin, otherEnd);
    if (!sameNumbers(earned, otherwise)) return false;
  }
  return true;
}

function sameValues(
  one: Int32Array | Float64Array,
  other: Int32Array | Float64Array,
  a: SparseRows,
  b: SparseRows,
  row: number,
): boolean {
  return sameNumbers(
    one.subarray(a.offsets[row]!, a.offsets[row + 1]!),
    other.subarray(b.offsets[row]!, b.offsets[row + 1]!),
  );
}

function sameNumbers(one: Int32Array | Float64Array, other: Int32Array | Float64Array): boolean {
  if (one.length !== other.length) return false;
  for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  return true;
}

function unseenObservations(model: FiniteModel, reached: Uint8Array): LintFinding[] {
  const seen = new Uint8Array(model.observations);
  const look = ({ offsets, indices, values }: SparseRows, state: number) => {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) if (values[k]! > 0) seen[indices[k]!] = 1;
  };
  model.start.forEach((probability, state) => {
    if (probability > 0 && model.initialObservationTable) look(model.initialObservationTable, state);
  });
  model.transitions.forEach((transitions, action) => {
    for (const next of entered(transitions, reached, model.terminal))
      look(model.observationTables[action]!, next);
  });
  const elements = indicesWhere(seen, (mark) => mark === 0);
  if (elements.length === 0) return [];
  const message = `${counted(elements, 'observation', model.labels.observations)} can never be made.`;
  return [{ kind: 'unseen-observations', elements, message }];
}

/** The states that an action can lead to. */
function entered(
  { rows, offsets, indices, values }: SparseRows,
  reached: Uint8Array,
  terminal: Uint8Array | undefined,
): Set<number> {
  const states = new Set<number>();
  for (let state = 0; state < rows; state++) {
    if (reached[state] === 0 || terminal?.[state] === 1) continue;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) if (values[k]! > 0) states.add(indices[k]!);
  }
  return states;
}

function unattainableRewards(model: FiniteModel, reached: Uint8Array): LintFinding[] {
  const elements: number[] = [];
  const lost = new Set<number>();
  model.rewards.forEach((rewards, action) => {
    const { offsets } = model.transitions[action]!;
    const attainable = new Set<number>([0]);
    const elsewhere = new Set<number>();
    for (let state = 0; state < model.states; state++) {
      const live = reached[state] === 1 && model.terminal?.[state] !== 1;
      const [begin, end] = [offsets[state]!, offsets[state + 1]!];
      const [first, last] = rewards.offsets ? [rewards.offsets[begin]!, rewards.offsets[end]!] : [begin, end];
      for (let k = first; k < last; k++) (live ? attainable : elsewhere).add(rewards.values[k]!);
    }
    const missed = [...elsewhere].filter((reward) => !attainable.has(reward));
    if (missed.length > 0) elements.push(action);
    for (const reward of missed) lost.add(reward);
  });
  if (elements.length === 0) return [];
  const which = [...lost].sort((a, b) => b - a);
  const values = which.slice(0, NAMED).join(', ') + (which.length > NAMED ? ', …' : '');
  const under = counted(elements, 'action', model.labels.actions).replace(/^./, (letter) =>
    letter.toLowerCase(),
  );
  const message = `${which.length === 1 ? 'The reward' : 'The rewards'} ${values} can never be earned with ${under}.`;
  return [{ kind: 'unattainable-rewards', elements, message }];
}

function indicesWhere(marks: Uint8Array, holds: (mark: number, index: number) => boolean): number[] {
  return [...marks.keys()].filter((index) => holds(marks[index]!, index));
}

/** `State s1`, or `7 states (s1, s2, …)`. */
function counted(elements: readonly number[], noun: string, labels: readonly string[] | undefined): string {
  const names = elements.slice(0, NAMED).map((element) => labels?.[element] ?? String(element));
  if (elements.length === 1) return `${noun.replace(/^./, (letter) => letter.toUpperCase())} ${names[0]}`;
  const more = elements.length > NAMED ? ', …' : '';
  return `${elements.length} ${noun}s (${names.join(', ')}${more})`;
}
