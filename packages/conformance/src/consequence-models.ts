import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/** The observation under which the models below offer a choice between two actions. */
export const CHOICE = 0;

/** What the better action pays later, in parts of which the other pays at once: less than the discount leaves of 1. */
const PROMPT = 0.65;

/**
 * Action 0 pays a part of γ^delay at once; action 1 pays 1 after so many steps. Both take `delay + 1` steps, each state is seen,
 * and nothing ends.
 */
export function laterReward(delay: number, discount: number): FiniteModel {
  const poorEnd = 2 * delay;
  const next = (state: number, action: number) => {
    if (state === CHOICE) return action === 1 ? 1 : delay + 1;
    return state === delay || state === poorEnd ? CHOICE : state + 1;
  };
  return finiteModel({
    ...visible(poorEnd + 1),
    transition: (state, action) => [[next(state, action), 1]],
    reward: (state, action) => {
      if (state === delay) return 1;
      return state === CHOICE && action === 0 ? PROMPT * discount ** delay : 0;
    },
    start: [[CHOICE, 1]],
  });
}

/**
 * Action 1 leads to a fork where action 0 pays 1 and action 1 pays ½; action 0 pays .6 γ at once, and a rest follows. Whoever values
 * the fork by the action that led there takes it for ½. At random the fork pays ¾, so that it is better from the start. Half of the
 * time a rest or a fork is followed by a fork, so that it is known well to whoever avoids it.
 */
export function forkAhead(discount: number): FiniteModel {
  const [fork, rest] = [1, 2];
  return finiteModel({
    ...visible(3),
    transition: (state, action) => {
      if (state === CHOICE) return [[action === 1 ? fork : rest, 1]];
      return [CHOICE, fork].map((next) => [next, 0.5] as const);
    },
    reward: (state, action) => {
      if (state === fork) return action === 0 ? 1 : 0.5;
      return state === CHOICE && action === 0 ? 0.6 * discount : 0;
    },
    start: [[CHOICE, 1]],
  });
}

/** A choice between a part of γ at once and 1 a step later, in episodes that are cut off after one step and begin anywhere. */
export function cutReward(discount: number): FiniteModel {
  const [rich, poor] = [1, 2];
  return finiteModel({
    ...visible(3),
    transition: (state, action) => [[state === CHOICE && action === 1 ? rich : poor, 1]],
    reward: (state, action) => {
      if (state === rich) return 1;
      return state === CHOICE && action === 0 ? PROMPT * discount : 0;
    },
    start: [CHOICE, rich, poor].map((state) => [state, 1 / 3] as const),
  });
}

/**
 * Every step ends an episode. Action 0 pays 1 and shows a poor observation at the end; action 1 pays .5 and shows the
 * observation of a state that pays 2 where episodes begin in it.
 */
export function endings(): FiniteModel {
  const [rich, poor, richEnd, poorEnd] = [1, 2, 3, 4];
  return finiteModel({
    ...visible(5),
    observations: 3,
    transition: (state, action) => [[state === CHOICE && action === 1 ? richEnd : poorEnd, 1]],
    observation: (_action, next) => [[next === richEnd ? rich : poor, 1]],
    initialObservation: (state) => [[Math.min(state, poor), 1]],
    reward: (state, action) => (state === rich ? 2 : action === 0 ? 1 : 0.5),
    start: [CHOICE, rich].map((state) => [state, 0.5] as const),
    terminal: (state) => state >= richEnd,
  });
}

/**
 * Action 0 pays p and ends the episode; action 1 pays 1 a step later, which ends it too. With γ / (1 + γ) < p < γ the second is
 * worth more, and the first where the episode that follows is credited to the last step.
 */
export function shortErrand(discount: number): FiniteModel {
  const [wait, end] = [1, 2];
  const prompt = (discount / (1 + discount) + discount) / 2;
  return finiteModel({
    ...visible(3),
    transition: (state, action) => [[state === CHOICE && action === 1 ? wait : end, 1]],
    reward: (state, action) => (state === wait ? 1 : state === CHOICE && action === 0 ? prompt : 0),
    start: [[CHOICE, 1]],
    terminal: (state) => state === end,
  });
}

/** Two actions; what is observed is the state. */
function visible(states: number) {
  return {
    states,
    actions: 2,
    observations: states,
    observation: (_action: number, next: number) => [[next, 1]] as const,
    initialObservation: (state: number) => [[state, 1]] as const,
  };
}
