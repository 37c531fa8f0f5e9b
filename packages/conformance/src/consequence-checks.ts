import type { FiniteModel, Learner, Objective } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { attempt } from './attempt.js';
import { type Check, demand, NotDecided } from './check.js';
import { CHOICE, cutReward, endings, forkAhead, laterReward, shortErrand } from './consequence-models.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { practise } from './practise.js';

/** How often a learner must take the better action in the end. By chance it takes it half of the time. */
const OFTEN = 0.6;
/** Discounts below this leave so little of later rewards that a learner need not seek them. */
const LEAST_DISCOUNT = 0.5;

type Create = (environment: ModelEnvironment) => Learner;

/** How long a learner practises, and what it is held to. */
export interface ConsequenceSettings {
  readonly steps: number;
  readonly seed: number;
  /** The discount of what it climbs: 1 for the average reward. */
  readonly discount: number;
}

/** A choice between two actions that a learner has to make well in the end. */
interface Choice {
  readonly model: FiniteModel;
  readonly better: number;
  readonly episodeLimit?: number;
}

/**
 * The rules on what follows a step: what comes later counts; after an ending nothing does; after a cut what was observed last
 * does. All but the rule on endings hold a learner that states what it climbs.
 */
export function consequenceChecks(create: Create, settings: ConsequenceSettings): Check[] {
  const { discount } = settings;
  const objective = attempt(() => create(new ModelEnvironment(endings())))?.objective;
  const ofClimbers = (name: string, choice: () => Choice, of?: Objective): Check[] =>
    of !== undefined && objective !== undefined && objective !== of
      ? []
      : [{ name, falseAlarmRate: MEASURED_ALARMS, run: () => climberChooses(create, choice(), settings) }];
  return [
    {
      name: 'After an episode that has terminated it takes nothing to be to come.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => choosesWell(create, { model: endings(), better: 0 }, settings),
    },
    ...ofClimbers('It learns that an action pays a step later.', () => ({
      model: laterReward(1, discount),
      better: 1,
    })),
    ...ofClimbers('It learns that an action pays two steps later.', () => ({
      model: laterReward(2, discount),
      better: 1,
    })),
    ...ofClimbers('What follows is worth what it does there, not what it did before.', () => ({
      model: forkAhead(discount),
      better: 1,
    })),
    ...ofClimbers(
      'What follows an episode that was cut off counts, where it climbs the discounted value.',
      () => ({ model: cutReward(discount), better: 1, episodeLimit: 1 }),
      'discounted',
    ),
    ...ofClimbers(
      'What the next episode earns is not credited to the last step of this one, where it climbs the discounted value.',
      () => ({ model: shortErrand(discount), better: 1 }),
      'discounted',
    ),
  ];
}

/** Holds a learner that states its objective to a choice. */
function climberChooses(create: Create, choice: Choice, settings: ConsequenceSettings): void {
  const { objective } = create(new ModelEnvironment(choice.model));
  if (objective === undefined)
    throw new NotDecided(
      "it does not state what it climbs: give it an `objective`, 'average' or 'discounted'.",
    );
  if (settings.discount < LEAST_DISCOUNT)
    throw new NotDecided(
      `at a discount of ${settings.discount} later rewards hardly count: give options with one of at least ${LEAST_DISCOUNT}.`,
    );
  choosesWell(create, choice, settings);
}

function choosesWell(create: Create, choice: Choice, settings: ConsequenceSettings): void {
  const part = goodPart(create, choice, settings);
  demand(
    part >= OFTEN,
    () =>
      `After ${settings.steps} steps it takes the better of two actions ${(100 * part).toFixed(0)} % of the time.`,
  );
}

/** The part of the choices in the last tenth of its steps that are good ones. */
function goodPart(
  create: Create,
  { model, better, episodeLimit }: Choice,
  settings: ConsequenceSettings,
): number {
  const { steps, seed } = settings;
  const environment = new ModelEnvironment(model);
  const { observations, actions } = practise(create(environment), environment, {
    steps,
    seed,
    ...(episodeLimit !== undefined && { episodeLimit }),
  });
  const chosen = actions.filter((_, t) => t >= 0.9 * steps && observations[t] === CHOICE);
  return chosen.filter((action) => action === better).length / chosen.length;
}
