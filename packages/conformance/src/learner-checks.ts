import { type FiniteModel, isParametric, type Learner, type LearnerSpec } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { batchOf } from './batches.js';
import { attempt } from './attempt.js';
import { type Check, demand } from './check.js';
import { make } from './make.js';
import { consequenceChecks } from './consequence-checks.js';
import { type Lending, type Practice, practise } from './practise.js';
import { savedState, savingChecks } from './saving.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { LikelyPolicy } from './likely-policy.js';
import { sameBits } from './walk.js';
import { withoutChance } from './without-chance.js';

export interface LearnerSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Steps in which it must have learnt which of two levers pays; 20,000 by default. */
  readonly steps?: number;
}

const STEPS = 1000;
const LEARNING_STEPS = 20_000;

/** The rules that a learner keeps; where it trains a policy that is given, a tabular softmax. */
export function learnerChecks(spec: LearnerSpec, settings: LearnerSettings = {}): Check[] {
  const create = (environment: ModelEnvironment) => {
    const { observationSpace, actionSpace } = environment;
    const policy = new LikelyPolicy(observationSpace.size, actionSpace.size);
    return make(spec, settings.options, { observationSpace, actionSpace }, policy);
  };
  return [
    ...specChecks(spec),
    {
      name: 'It acts inside the action space, and its parameters stay finite.',
      run: () => actsInside(create),
    },
    { name: 'The same seed gives the same bits.', run: () => repeats(create) },
    { name: 'It keeps nothing of a lent batch.', run: () => respectsLending(create) },
    { name: 'It leaves the batch as it is.', run: () => leavesBatch(create) },
    {
      name: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      run: () => withoutChance(() => practiseOn(create, ring(), STEPS)),
    },
    ...savingChecks(
      attempt(() => create(smallEnvironment(ring()))),
      () => goesOn(create),
    ),
    {
      name: 'It learns which of two levers pays.',
      run: () => learns(create, settings.steps ?? LEARNING_STEPS),
    },
    ...consequenceChecks(create, settings.steps ?? LEARNING_STEPS),
  ];
}

type Create = (environment: ModelEnvironment) => Learner;

function practiseOn(create: Create, model: FiniteModel, steps: number, lending: Lending = 'lent'): Practice {
  const environment = smallEnvironment(model);
  return practise(create(environment), environment, { steps, lending });
}

function actsInside(create: Create): void {
  for (const model of [ring(), errand()]) {
    const environment = smallEnvironment(model);
    const learner = create(environment);
    practise(learner, environment, { steps: STEPS });
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

function respectsLending(create: Create): void {
  for (const model of [ring(), errand()]) {
    const [lent, given] = [practiseOn(create, model, STEPS), practiseOn(create, model, STEPS, 'given')];
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
function learns(create: Create, steps: number): void {
  const environment = new ModelEnvironment(levers());
  const { rewards } = practise(create(environment), environment, { steps });
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
