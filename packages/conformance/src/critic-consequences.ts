import type { Critic, FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { type Check, demand } from './check.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { lendBatches, recordPath, type RecordedStep } from './recorded-path.js';
import { trialPolicy } from './trial-policy.js';

/** How far the values of two observations have to be apart, or near, where they are .9 or more apart, or equal. */
const APART = 0.3;

/** The observations of the models below: two that are followed by one that pays and one that does not. */
const [TO_RICH, TO_POOR, RICH, POOR] = [0, 1, 2, 3];

interface Learning {
  readonly steps: number;
  readonly seed: number;
}

/**
 * The rules on what a critic learns of what follows a step: what comes later counts, after a cut too, and after an ending nothing
 * does. They compare two observations, so that a value may be discounted, or be the differential value of an average reward.
 */
export function criticConsequences(create: (model: FiniteModel) => Critic, learning: Learning): Check[] {
  const difference = (model: FiniteModel, episodeLimit?: number) =>
    learntDifference(
      create(model),
      recordPath(model, trialPolicy(learning.seed), learning.seed, learning.steps, episodeLimit),
    );
  return [
    {
      name: 'It learns what pays a step later.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => demandApart(difference(goingOn()), learning),
    },
    {
      name: 'It learns that what follows a cut counts.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => demandApart(difference(fresh(), 1), learning),
    },
    {
      name: 'It learns that nothing follows an ending, whatever is observed there.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => {
        const found = difference(ended());
        demand(
          Math.abs(found) <= APART,
          () =>
            `Two observations after which an episode ends are worth the same; after ${learning.steps} steps it values the one whose ` +
            `ending looks rich by ${found} above the other.`,
        );
      },
    },
  ];
}

function demandApart(found: number, { steps }: Learning): void {
  demand(
    found >= APART,
    () =>
      `After ${steps} steps it values an observation before one that pays 1 by ${found} above one before nothing.`,
  );
}

/** What it values the observation before the rich one above that before the poor one. */
function learntDifference(critic: Critic, path: readonly RecordedStep[]): number {
  for (const batch of lendBatches(path, 1)) critic.update(batch);
  const worth = (observation: number) => {
    const values = new Float64Array(2);
    for (const batch of lendBatches([path.find((step) => step.observation === observation)!], 1))
      critic.values(batch, values);
    return values[0]!;
  };
  return worth(TO_RICH) - worth(TO_POOR);
}

/** Two steps to the same beginning: one way pays 1 at the second step, the other nothing. */
function goingOn(): FiniteModel {
  return finiteModel({
    ...shown(4),
    transition: (state) => {
      if (state === TO_RICH || state === TO_POOR) return [[state + RICH, 1]];
      return [TO_RICH, TO_POOR].map((next) => [next, 0.5] as const);
    },
    start: [[TO_RICH, 1]],
  });
}

/** The same steps, begun anywhere. */
function fresh(): FiniteModel {
  return finiteModel({
    ...shown(4),
    transition: (state) => [[state === TO_RICH ? RICH : POOR, 1]],
    start: [TO_RICH, TO_POOR, RICH].map((state) => [state, 1 / 3] as const),
  });
}

/** Each step ends an episode; what is observed at the end is what the rich state shows, or the poor one. */
function ended(): FiniteModel {
  const [richEnd, poorEnd] = [4, 5];
  const seen = (state: number) => (state === richEnd ? RICH : state === poorEnd ? POOR : state);
  return finiteModel({
    ...shown(6),
    transition: (state) => [[state === TO_RICH ? richEnd : poorEnd, 1]],
    observation: (_action, next) => [[seen(next), 1]],
    initialObservation: (state) => [[seen(state), 1]],
    start: [TO_RICH, TO_POOR, RICH].map((state) => [state, 1 / 3] as const),
    terminal: (state) => state >= richEnd,
  });
}

/** Three actions that make no difference; what is observed is the state, of which the rich one pays 1. */
function shown(states: number) {
  return {
    states,
    actions: 3,
    observations: 5,
    observation: (_action: number, next: number) => [[next, 1]] as const,
    initialObservation: (state: number) => [[state, 1]] as const,
    reward: (state: number) => Number(state === RICH),
  };
}
