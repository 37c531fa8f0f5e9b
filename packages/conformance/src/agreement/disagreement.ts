import type { FiniteModel } from '@pomdp-gym/contracts';
import { BeliefPath } from './belief-path.js';
import type { VisiblePath } from './sample-paths.js';
import type { FullStep } from './paid-reward.js';
import type { BrokenCell } from './row-counts.js';
import { type Cell, type CellShift, type TableName, VisibleLaw } from './visible-law.js';

/** The sentence that names the cell, what the model says of it, and what the simulator seems to do. */
export function disagreement(
  model: FiniteModel,
  shift: CellShift,
  steps: number,
  falseAlarmRate: number,
): string {
  const modelled = new VisibleLaw(model).probability(shift);
  const apparent = new VisibleLaw(model, shift).probability(shift);
  return (
    `The model puts ${describeCell(model, shift)} at ${modelled.toPrecision(3)}; the simulator behaves as if it were about ` +
    `${apparent.toPrecision(2)} (seen in ${steps} steps, with a false-alarm rate of ${falseAlarmRate}).`
  );
}

function describeCell({ labels, states }: FiniteModel, { table, action, row, column }: Cell): string {
  const state = (index: number) =>
    index === states ? 'an ending' : (labels.states?.[index] ?? `state ${index}`);
  const observation = labels.observations?.[column] ?? `observation ${column}`;
  const act = labels.actions?.[action] ?? `action ${action}`;
  switch (table) {
    case 'start':
      return `a start in ${state(column)}`;
    case 'first observation':
      return `seeing ${observation} first in ${state(row)}`;
    case 'transition':
      return `the transition from ${state(row)} under ${act} to ${state(column)}`;
    case 'observation':
      return `observing ${observation} on entering ${state(row)} under ${act}`;
  }
}

/** The sentence of a row whose outcomes were counted. */
export function brokenRow(
  model: FiniteModel,
  table: TableName,
  action: number,
  { row, column, modelled, share, visits }: BrokenCell,
  falseAlarmRate: number,
): string {
  const cell = describeCell(model, { table, action, row, column });
  if (share === 'impossible') return `The model calls ${cell} impossible; the simulator did so.`;
  return (
    `The model puts ${cell} at ${modelled.toPrecision(3)}; the simulator did so in ${share.toPrecision(3)} of ` +
    `${visits} visits of that row (with a false-alarm rate of ${falseAlarmRate} for all rows together).`
  );
}

/** The sentence of a step that paid otherwise than the model says. */
export function wrongReward(model: FiniteModel, step: FullStep, reward: number, paid: number): string {
  const { state, action, next, observation } = step;
  const moved = describeCell(model, { table: 'transition', action, row: state, column: next });
  const shown = model.labels.observations?.[observation] ?? `observation ${observation}`;
  return `For ${moved}, showing ${shown}, the model pays ${paid}; the simulator: earned ${reward}.`;
}

/** Behind the sentence on a step after which the simulator went on, where it has ended no episode and the model may end one. */
export function lackedEnding(model: FiniteModel, state: number, action: number): string {
  const { offsets, indices, values } = model.transitions[action]!;
  let probability = 0;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++)
    if (model.terminal?.[indices[k]!] === 1) probability += values[k]!;
  if (probability === 0) return '';
  const cell = describeCell(model, { table: 'transition', action, row: state, column: model.states });
  return (
    ` The model puts ${cell} at ${probability.toPrecision(3)}, and the simulator has ended no episode: return ` +
    "ending: 'terminated' where the model ends one."
  );
}

/** The sentence that tells which step of a path the model has no place for. */
export function impossibility(path: VisiblePath, followed: BeliefPath): string {
  const { law, probabilities } = followed;
  const { actions, observations } = law.model.labels;
  const see = (index: number) => observations?.[index] ?? `observation ${index}`;
  const t = probabilities.findIndex((probability) => !(probability > 0)) - 1;
  if (t < 0) return `An episode began with ${see(path.first)}, which the model calls impossible.`;
  const action = path.actions[t]!;
  const ended = path.ended && t === path.actions.length - 1 ? ', and ended the episode' : '';
  return (
    `Step ${t + 1} of an episode, ${actions?.[action] ?? `action ${action}`}, earned ${path.rewards[t]} and showed ` +
    `${see(path.observations[t]!)}${ended}: the model calls that impossible after what was seen before.${otherEnding(path, t, law)}`
  );
}

/** That the step would be possible with an ending, or without the one it had; nothing where it would not be either. */
function otherEnding(path: VisiblePath, t: number, law: VisibleLaw): string {
  const ended = path.ended && t === path.actions.length - 1;
  const other = {
    first: path.first,
    actions: path.actions.subarray(0, t + 1),
    observations: path.observations.subarray(0, t + 1),
    rewards: path.rewards.subarray(0, t + 1),
    ended: !ended,
  };
  if (new BeliefPath(law).follow(other) === -Infinity) return '';
  return ended
    ? " The model goes on there: return ending: 'none'."
    : " The model ends the episode there, and the simulator goes on: return ending: 'terminated'.";
}
