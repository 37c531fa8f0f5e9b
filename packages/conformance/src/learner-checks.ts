import { type FiniteModel, isParametric, type Learner, type LearnerSpec } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { batchOf } from './batches.js';
import { attempt } from './attempt.js';
import { type Check, demand, NotDecided } from './check.js';
import { make } from './make.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { consequenceChecks } from './consequence-checks.js';
import { learntLawChecks } from './learnt-law-checks.js';
import { type Practice, practise, type PractiseSettings, practising } from './practise.js';
import { savedState, savingChecks } from './saving.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { stepwiseChecks } from './stepwise-checks.js';
import { demandOtherActions, SAME_ACTIONS_RATE } from './stream-checks.js';
import { trainedPolicyChecks } from './trained-policy-checks.js';
import { LikelyPolicy } from './likely-policy.js';
import { sameBits } from './walk.js';
import { withOwnOptions } from './with-own-options.js';
import { withoutChance } from './without-chance.js';

export interface LearnerSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Steps in which it must have learnt which of two levers pays; 20,000 by default. */
  readonly steps?: number;
  /** Seed of what it practises on; 1 by default. */
  readonly seed?: number;
  /**
   * The discount γ of what it climbs: later rewards are scaled by it, so that they are worth their wait. By default .9, which suits
   * the average reward and any γ above .75.
   */
  readonly discount?: number;
}

const STEPS = 1000;
/** Steps in which two streams draw other actions, and in which two learners practise in turn. */
const DRAWN_STEPS = 400;
const LEARNING_STEPS = 20_000;
const DISCOUNT = 0.9;
const SAVES = 'Saved, restored in a new one and gone on with, it gives the same bits.';

/** The rules that a learner keeps; where it trains a policy that is given, a tabular softmax. */
export function learnerChecks(spec: LearnerSpec, settings: LearnerSettings = {}): Check[] {
  const { steps = LEARNING_STEPS, seed = 1, discount = DISCOUNT, options } = settings;
  const create: Create = (environment) => {
    const { observationSpace, actionSpace } = environment;
    const policy = new LikelyPolicy(observationSpace.size, actionSpace.size);
    return make('learner', spec, options, { observationSpace, actionSpace }, policy);
  };
  const example = attempt(() => create(smallEnvironment(ring())));
  return [
    ...specChecks(spec),
    ...trainedPolicyChecks(spec, options),
    {
      name: 'It acts inside the action space, and its parameters stay finite.',
      run: () => actsInside(create),
    },
    { name: 'The same seed gives the same bits.', run: () => repeats(create) },
    {
      name: 'Another seed draws other actions.',
      falseAlarmRate: SAME_ACTIONS_RATE,
      run: () => differs(create, seed),
    },
    {
      name: 'Learners share nothing: one learns the same where another learns beside it.',
      run: () => learnsAlone(create),
    },
    { name: 'It keeps nothing of a lent batch.', run: () => respectsLending(create) },
    { name: 'It leaves the batch as it is.', run: () => leavesBatch(create) },
    {
      name: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      run: () => withoutChance(() => practiseOn(create, ring(), STEPS)),
    },
    ...stepwiseChecks(example, create),
    ...learnerSavingChecks(example, create),
    ...learntLawChecks(example, create, seed),
    ...withOwnOptions(spec, options, [
      {
        name: 'It learns which of two levers pays.',
        falseAlarmRate: MEASURED_ALARMS,
        run: () => learns(create, steps, seed),
      },
      ...consequenceChecks(create, { steps, seed, discount }),
    ]),
  ];
}

type Create = (environment: ModelEnvironment) => Learner;

/** The rules of what a learner saves. */
function learnerSavingChecks(example: Learner | undefined, create: Create): Check[] {
  const goes = savingChecks(example, () => goesOn(create));
  if (!example || goes.length > 0) return goes;
  const undecided = () => {
    throw new NotDecided(
      'it has neither save nor restore: give it both, so that a run can be kept and gone on with.',
    );
  };
  return [{ name: SAVES, run: undecided }];
}

function practiseOn(
  create: Create,
  model: FiniteModel,
  steps: number,
  settings: Partial<PractiseSettings> = {},
): Practice {
  const environment = smallEnvironment(model);
  return practise(create(environment), environment, { ...settings, steps });
}

function actsInside(create: Create): void {
  for (const model of [ring(), errand()]) {
    const environment = smallEnvironment(model);
    const learner = create(environment);
    practise(learner, environment, { steps: STEPS, lending: 'given' });
    const theta = isParametric(learner.policy) ? learner.policy.parameters : new Float64Array(0);
    demand(theta.every(Number.isFinite), () => `After ${STEPS} steps θ = (${theta.join(', ')}).`);
  }
}

function repeats(create: Create): void {
  for (const model of [ring(), errand()]) {
    const [one, two] = [practiseOn(create, model, STEPS), practiseOn(create, model, STEPS)];
    demandSame(one, two, 'A second learner with the same seed');
  }
}

function differs(create: Create, seed: number): void {
  const [one, two] = [2 * seed - 1, 2 * seed].map((choices) =>
    practiseOn(create, ring(), DRAWN_STEPS, { choices }),
  );
  const { policy } = create(smallEnvironment(ring()));
  policy.reset(randomStream(1, 'policy'));
  demandOtherActions(policy, one!.actions, two!.actions);
}

/** Two learners practise in turn on different problems; the first must do what it does alone. */
function learnsAlone(create: Create): void {
  for (const [model, other] of [
    [ring(), errand()],
    [errand(), ring()],
  ] as const) {
    const alone = practiseOn(create, model, DRAWN_STEPS);
    const [one, two] = [model, other].map((problem, i) => {
      const environment = smallEnvironment(problem);
      return practising(create(environment), environment, { steps: DRAWN_STEPS, seed: 1 + i });
    });
    alone.actions.forEach((expected, t) => {
      two!.next();
      const { value } = one!.next();
      demand(
        value?.action === expected,
        () =>
          `At step ${t} it takes action ${value?.action} where another learns beside it, and ${expected} alone.`,
      );
    });
  }
}

function respectsLending(create: Create): void {
  for (const model of [ring(), errand()]) {
    const [lent, given] = [
      practiseOn(create, model, STEPS),
      practiseOn(create, model, STEPS, { lending: 'given' }),
    ];
    demandSame(given, lent, 'Once lent batches are refilled, it');
  }
}

function leavesBatch(create: Create): void {
  const environment = smallEnvironment(ring());
  const learner = create(environment);
  learner.policy.reset(randomStream(1, 'policy'));
  const batch = batchOf(environment, [{ observation: 1, action: 2, reward: 0.5 }], { next: 3 });
  const before = structuredClone(batch);
  learner.update(batch);
  const same =
    sameBits(before.rewards, batch.rewards) &&
    sameBits(before.actions.values, batch.actions.values) &&
    sameBits(before.observations.values, batch.observations.values);
  demand(same, () => 'It wrote into a batch that was lent to it.');
}

/** A new learner that is restored goes on with the same batches, and its policy then acts as the first does. */
function goesOn(create: Create): void {
  for (const model of [ring(), errand()]) {
    const environment = smallEnvironment(model);
    const [saved, restored] = [create(environment), create(environment)];
    practise(saved, environment, { steps: STEPS });
    restored.restore?.(savedState(saved));
    const [one, two] = [saved, restored].map((learner) =>
      practise(learner, smallEnvironment(model), { steps: STEPS }),
    );
    demandSame(one!, two!, 'Restored, it');
  }
}

/** By chance it earns ½ a step; ¾ over the last tenth is beyond chance by over twenty standard errors. */
function learns(create: Create, steps: number, seed: number): void {
  const environment = new ModelEnvironment(levers());
  const { rewards } = practise(create(environment), environment, { steps, seed });
  const last = rewards.slice(-Math.ceil(steps / 10));
  const mean = last.reduce((sum, reward) => sum + reward, 0) / last.length;
  demand(mean >= 0.75, () => `After ${steps} steps it earns ${mean} of 1 a step; chance alone earns 0.5.`);
}

/** Two lamps that light up at random; under each, one of two levers pays 1. */
function levers(): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    transition: () => [
      [0, 0.5],
      [1, 0.5],
    ],
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action) => Number(state === action),
    start: [[0, 1]],
  });
}

function demandSame(one: Practice, two: Practice, who: string): void {
  const step = one.actions.findIndex((action, t) => action !== two.actions[t]);
  demand(
    step < 0,
    () => `${who} takes action ${two.actions[step]} at step ${step}, where it took ${one.actions[step]}.`,
  );
}
