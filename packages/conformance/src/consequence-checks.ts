import type { FiniteModel, Learner } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { attempt } from './attempt.js';
import { type Check, demand } from './check.js';
import { practise } from './practise.js';

/** The observations of the models below: where there is a choice, and what it may lead to. */
const [CHOICE, RICH, POOR] = [0, 1, 2];

/** How often a learner must take the better action in the end. By chance it takes it half of the time. */
const OFTEN = 0.75;

type Create = (environment: ModelEnvironment) => Learner;

/**
 * The rules on what follows a step: what comes later counts; after an ending nothing does; after a cut what was observed last
 * does. The first and the last hold a learner that says what it climbs.
 */
export function consequenceChecks(create: Create, steps: number): Check[] {
  const objective = attempt(() => create(new ModelEnvironment(laterReward())))?.objective;
  const later: Check = {
    name: 'It learns that an action pays a step later.',
    run: () => demandChoice(create, laterReward(), 1, { steps }),
  };
  const cut: Check = {
    name: 'What follows an episode that was cut off counts, where it climbs the discounted value.',
    run: () => demandChoice(create, cutReward(), 1, { steps, episodeLimit: 1 }),
  };
  return [
    {
      name: 'After an episode that has terminated it takes nothing to be to come.',
      run: () => demandChoice(create, endings(), 0, { steps }),
    },
    ...(objective === undefined ? [] : [later]),
    ...(objective === 'discounted' ? [cut] : []),
  ];
}

function demandChoice(
  create: Create,
  model: FiniteModel,
  better: number,
  settings: { readonly steps: number; readonly episodeLimit?: number },
): void {
  const environment = new ModelEnvironment(model);
  const { observations, actions } = practise(create(environment), environment, settings);
  const chosen = actions.filter((_, t) => t >= 0.9 * settings.steps && observations[t] === CHOICE);
  const part = chosen.filter((action) => action === better).length / chosen.length;
  demand(
    part >= OFTEN,
    () =>
      `After ${settings.steps} steps it takes the better of two actions ${(100 * part).toFixed(0)} % of the time.`,
  );
}

/** Action 0 pays .6 at once; action 1 pays 1 a step later. Both take two steps, and nothing ends. */
function laterReward(): FiniteModel {
  return finiteModel({
    ...named,
    states: 3,
    transition: (state, action) => [[state === CHOICE ? leadsTo(action) : CHOICE, 1]],
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action) => (state === RICH ? 1 : state === CHOICE && action === 0 ? 0.6 : 0),
    start: [[CHOICE, 1]],
  });
}

/** The same choice in episodes that are cut off after one step; they begin in any of the three states. */
function cutReward(): FiniteModel {
  return finiteModel({
    ...named,
    states: 3,
    transition: (state, action) => [[state === CHOICE ? leadsTo(action) : POOR, 1]],
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action) => (state === RICH ? 1 : state === CHOICE && action === 0 ? 0.6 : 0),
    start: [CHOICE, RICH, POOR].map((state) => [state, 1 / 3] as const),
  });
}

/**
 * Every step ends an episode. Action 0 pays 1 and shows a poor observation at the end; action 1 pays .5 and shows the
 * observation of a state that pays 2 where episodes begin in it.
 */
function endings(): FiniteModel {
  const [richEnd, poorEnd] = [3, 4];
  return finiteModel({
    ...named,
    states: 5,
    transition: (state, action) => [[state === CHOICE && action === 1 ? richEnd : poorEnd, 1]],
    observation: (_action, next) => [[next === richEnd ? RICH : POOR, 1]],
    initialObservation: (state) => [[Math.min(state, POOR), 1]],
    reward: (state, action) => (state === RICH ? 2 : action === 0 ? 1 : 0.5),
    start: [CHOICE, RICH].map((state) => [state, 0.5] as const),
    terminal: (state) => state >= richEnd,
  });
}

const named = { actions: 2, observations: 3 } as const;

function leadsTo(action: number): number {
  return action === 0 ? POOR : RICH;
}
