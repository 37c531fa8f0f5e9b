import type {
  Endings,
  Estimator,
  EstimatorSpec,
  FiniteModel,
  GradientEstimate,
  GradientTarget,
  ParametricPolicy,
} from '@pomdp-gym/contracts';
import { withMemory } from '@pomdp-gym/models';
import { addScaled, norm, randomStream } from '@pomdp-gym/numerics';
import { arbitraryCritic } from './arbitrary-critic.js';
import { attempt } from './attempt.js';
import { CelledPolicy } from './celled-policy.js';
import { type Check, demand, NotDecided } from './check.js';
import type { EstimatorSettings } from './estimator-settings.js';
import { make } from './make.js';
import { forwardRecursion, joinMemory, lendBatches, recordPath, type RecordedStep } from './recorded-path.js';
import { drawParameters } from './draw-parameters.js';
import { RememberingPolicy } from './remembering-policy.js';
import { savedState, savingChecks } from './saving.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { trialPolicy } from './trial-policy.js';
import { truthChecks } from './truth-checks.js';
import { updateInTurn } from './update-in-turn.js';
import { sameBits } from './walk.js';
import { withoutChance } from './without-chance.js';

const STEPS = 5000;
const BATCH_SIZES = [1, 2, 7, 256, 4096, STEPS + 1];
/** How far two orders of summation over 5000 steps may lie apart, relative to the estimate. */
const ROUNDING = 1e-12;
/** The same of standard errors, which are made of differences of sums: relative to their norm. */
const ERROR_ROUNDING = 1e-9;

/** The rules that an estimator keeps; it is tried on small models with a tabular softmax policy. */
export function estimatorChecks(spec: EstimatorSpec, settings: EstimatorSettings = {}): Check[] {
  const create: Create = (policy, model) =>
    make(
      'estimator',
      spec,
      settings.options,
      policy,
      settings.needsCritic ? arbitraryCritic : undefined,
      () => model,
    );
  const example = attempt(() => create(trialPolicy(1), ring()));
  const target = targetOf(example, settings);
  return [
    ...specChecks(spec),
    {
      name: 'Estimators share nothing: one gives the same estimate where another is shown another path beside it.',
      run: () => estimatesAlone(create),
    },
    {
      name: 'It keeps nothing of a lent batch, and reads no row behind its last.',
      run: () => respectsLending(create),
    },
    {
      name: 'The estimate tells how many steps it rests on, and their average reward.',
      run: () => countsSteps(create),
    },
    {
      name: 'The estimate does not depend on how the path is cut into batches.',
      run: () => cutsAlike(create),
    },
    { name: 'It leaves batch and parameters as they are.', run: () => leavesGiven(create) },
    {
      name: 'The estimate is the caller’s to keep: what follows does not change it, nor the other way round.',
      run: () => handsOver(create),
    },
    { name: 'Reset forgets the past.', run: () => forgets(create) },
    {
      name: 'Chance and the clock have no part in it: never Math.random or Date.now.',
      run: () =>
        withoutChance(() =>
          eachPath(10, (path, policy, model) => void estimateOf(create(policy, model), path, 256)),
        ),
    },
    ...(example?.integratesMemory
      ? []
      : [
          {
            name: 'With a memory it gives the estimate of the product of problem and memory.',
            run: () => takesMemory(create),
          },
        ]),
    {
      name: 'Where scores are those of finitely many cells it gives the same estimate.',
      run: () => takesCells(create),
    },
    ...savingChecks(
      attempt(() => create(trialPolicy(8), ring())),
      () => goesOn(create),
    ),
    ...severalChecks(create),
    ...(settings.forwardRecursion && target ? recursionChecks(create, target) : []),
    ...(target ? truthChecks(spec, settings, target) : [noTarget]),
  ];
}

type Create = (policy: ParametricPolicy, model: FiniteModel) => Estimator;

/** The target that the settings give, else the one that it states: never what the name of an option suggests. */
function targetOf(
  example: Estimator | undefined,
  { beta, target }: EstimatorSettings,
): GradientTarget | undefined {
  if (beta !== undefined) return { objective: 'average', beta };
  return target ?? example?.target;
}

/** The rule of an estimator whose estimand is not known. */
const noTarget: Check = {
  name: 'Many estimates average to the exact gradient that it states as its target.',
  run: () => {
    throw new NotDecided(
      'It states no target, so nothing is known of what it estimates: give it a target, such as ' +
        "{ objective: 'average', beta: 0.9 }.",
    );
  },
};

function recursionChecks(create: Create, target: GradientTarget): Check[] {
  if (target.objective !== 'average' || target.beta === undefined) return [];
  const { beta, endings = 'reset' } = target;
  return [
    {
      name: 'It gives the forward recursion of the paper, to 1e-12.',
      run: () => followsRecursion(create, beta, endings, 'without end'),
    },
    {
      name: 'Where an episode ends or is cut off, it does with its trace and the rewards what its target says.',
      run: () => followsRecursion(create, beta, endings, 'with endings'),
    },
  ];
}

/** The rule of an estimator that gives several estimates of one path: none where it has no method for them. */
function severalChecks(create: Create): Check[] {
  if (!attempt(() => create(trialPolicy(9), ring()))?.estimates) return [];
  const name = 'The first of its estimates of one path is its estimate.';
  return [{ name, run: () => eachPath(9, (path, policy, model) => leads(create(policy, model), path)) }];
}

function leads(estimator: Estimator, path: readonly RecordedStep[]): void {
  const { gradient } = estimateOf(estimator, path, 256);
  const first = estimator.estimates?.()[0]?.gradient ?? new Float64Array(0);
  demand(
    sameBits(gradient, first),
    () => `It estimates (${gradient.join(', ')}), and (${first.join(', ')}) first of several.`,
  );
}

function estimateOf(estimator: Estimator, path: readonly RecordedStep[], size: number): GradientEstimate {
  for (const batch of lendBatches(path, size)) estimator.update(batch);
  return estimator.estimate();
}

/** Tries a rule on a path without end and on one of episodes, which ends in both ways. */
function eachPath(
  seed: number,
  rule: (path: RecordedStep[], policy: ParametricPolicy, model: FiniteModel) => void,
): void {
  const policy = trialPolicy(seed);
  rule(recordPath(ring(), policy, 1, STEPS), policy, ring());
  rule(recordPath(errand(), policy, 2, STEPS, 6), policy, errand());
}

function countsSteps(create: Create): void {
  eachPath(1, (path, policy, model) => {
    const { steps, averageReward, gradient } = estimateOf(create(policy, model), path, 256);
    const mean = path.reduce((sum, { reward }) => sum + reward, 0) / path.length;
    const K = policy.parameters.length;
    demand(steps === path.length, () => `After ${path.length} steps it says that it rests on ${steps}.`);
    demand(gradient.length === K, () => `The gradient has ${gradient.length} numbers, the policy ${K}.`);
    demand(
      Math.abs(averageReward - mean) <= ROUNDING * (1 + Math.abs(mean)),
      () => `Rewards averaged ${mean}; it says ${averageReward}.`,
    );
  });
}

function cutsAlike(create: Create): void {
  eachPath(2, (path, policy, model) => {
    const whole = estimateOf(create(policy, model), path, Infinity);
    for (const size of BATCH_SIZES) {
      const { gradient, standardError } = estimateOf(create(policy, model), path, size);
      demandClose(gradient, whole.gradient, `In batches of ${size}`, 'in batches as long as can be');
      if (standardError && whole.standardError)
        demandErrorsClose(standardError, whole.standardError, `in batches of ${size}`);
    }
  });
}

function demandErrorsClose(found: Float64Array, expected: Float64Array, where: string): void {
  const place = found.findIndex(
    (value, k) => !(Math.abs(value - expected[k]!) <= ERROR_ROUNDING * norm(expected)),
  );
  demand(
    place < 0,
    () =>
      `Standard error ${place} is ${found[place]} ${where}, and ${expected[place]} in batches as long as can be.`,
  );
}

/** The batches of `lendBatches` are poisoned on return, and hold poison behind their last row. */
function respectsLending(create: Create): void {
  eachPath(3, (path, policy, model) => {
    const { gradient, averageReward } = estimateOf(create(policy, model), path, 7);
    demand(
      gradient.every(Number.isFinite) && Number.isFinite(averageReward),
      () =>
        `Once lent batches were refilled, the estimate was (${gradient.join(', ')}), average reward ${averageReward}.`,
    );
    const kept = create(policy, model);
    for (const batch of lendBatches(path, 7)) kept.update(structuredClone(batch));
    demandClose(
      gradient,
      kept.estimate().gradient,
      'With batches that were refilled',
      'with batches of its own',
    );
  });
}

function leavesGiven(create: Create): void {
  const policy = trialPolicy(4);
  const theta = policy.parameters.slice();
  const estimator = create(policy, ring());
  for (const batch of lendBatches(recordPath(ring(), policy, 3, 200), 50)) {
    const before = structuredClone(batch);
    estimator.update(batch);
    const same =
      sameBits(before.rewards, batch.rewards) &&
      sameBits(before.actions.values, batch.actions.values) &&
      sameBits(before.observations.values, batch.observations.values);
    demand(same, () => 'It wrote into a batch that was lent to it.');
  }
  estimator.estimate();
  demand(sameBits(theta, policy.parameters), () => 'It changed the parameters of the policy.');
}

function handsOver(create: Create): void {
  const policy = trialPolicy(5);
  const path = recordPath(ring(), policy, 4, 400);
  const estimator = create(policy, ring());
  const { gradient } = estimateOf(estimator, path.slice(0, 200), 50);
  const kept = gradient.slice();
  const undisturbed = estimateOf(create(policy, ring()), path, 50).gradient;
  const later = estimateOf(estimator, path.slice(200), 50).gradient;
  demand(
    sameBits(kept, gradient),
    () => 'An estimate that was handed out changed with the steps that followed.',
  );
  demandClose(later, undisturbed, 'Asked in between', 'asked once');
  gradient.fill(NaN);
  later.fill(NaN);
  demandClose(
    estimator.estimate().gradient,
    undisturbed,
    'After the caller wrote into its estimate',
    'before',
  );
}

function forgets(create: Create): void {
  const policy = trialPolicy(6);
  for (const [model, limit] of [
    [ring(), undefined],
    [errand(), 6],
  ] as const) {
    const [before, path] = [5, 6].map((seed) => recordPath(model, policy, seed, 300, limit));
    const estimator = create(policy, model);
    estimateOf(estimator, before!, 64);
    estimator.reset();
    demandForgotten(estimateOf(estimator, path!, 64), estimateOf(create(policy, model), path!, 64));
  }
}

function demandForgotten(again: GradientEstimate, fresh: GradientEstimate): void {
  demand(
    again.steps === fresh.steps,
    () => `After a reset it counts ${again.steps} steps of ${fresh.steps}.`,
  );
  demand(
    Object.is(again.averageReward, fresh.averageReward),
    () => `After a reset it says that rewards average ${again.averageReward}, not ${fresh.averageReward}.`,
  );
  demand(
    sameBits(again.gradient, fresh.gradient),
    () =>
      `After a reset a path gives (${again.gradient.join(', ')}), a new estimator (${fresh.gradient.join(', ')}).`,
  );
}

function estimatesAlone(create: Create): void {
  const policy = trialPolicy(6);
  const [path, other] = [ring(), errand()].map((model, i) =>
    recordPath(model, policy, 5 + i, 300, i === 1 ? 6 : undefined),
  );
  const [estimator, beside] = [create(policy, ring()), create(trialPolicy(7), errand())];
  updateInTurn([estimator, path!], [beside, other!]);
  beside.estimate();
  const alone = estimateOf(create(policy, ring()), path!, 32);
  demandSame(estimator.estimate(), alone, 'With another beside it');
}

/** A policy with a memory has the scores of a policy without on the product: so must the estimates be. */
function takesMemory(create: Create): void {
  const policy = new RememberingPolicy(2, 5, 3);
  drawParameters(policy, 1, randomStream(9, 'parameters'));
  for (const [model, seed, limit] of [
    [ring(), 7, undefined],
    [errand(), 8, 6],
  ] as const) {
    const path = recordPath(model, policy, seed, 600, limit);
    const product = withMemory(smallEnvironment(model), 2).model?.() ?? model;
    const joined = path.map((step) => joinMemory(step, policy));
    for (const size of [1, 64, Infinity]) {
      const expected = estimateOf(create(policy.product, product), joined, size).gradient;
      const { gradient } = estimateOf(create(policy, model), path, size);
      demandClose(gradient, expected, `With a memory, in batches of ${size},`, 'on the product');
    }
  }
}

/** A policy with cells has the scores of one without: so must the estimates be. */
function takesCells(create: Create): void {
  eachPath(10, (path, policy, model) => {
    for (const adds of [false, true])
      for (const size of [1, 7, 4096]) {
        const expected = estimateOf(create(policy, model), path, size).gradient;
        if (!expected.every(Number.isFinite)) continue; // which other rules report
        const found = estimateOf(create(celledFrom(policy, adds), model), path, size).gradient;
        demandClose(found, expected, 'By cells', 'without them');
      }
  });
}

/** A policy of the same law whose scores are those of finitely many cells. */
function celledFrom({ parameters }: ParametricPolicy, adds: boolean): ParametricPolicy {
  const policy = new CelledPolicy(5, 3, adds);
  policy.parameters.set(parameters);
  return policy;
}

function goesOn(create: Create): void {
  eachPath(8, (path, plain, model) => {
    for (const [at, policy] of [
      [1, plain],
      [100, plain],
      [333, plain],
      [333, celledFrom(plain, false)],
    ] as const) {
      const [saved, restored] = [create(policy, model), create(policy, model)];
      for (const batch of lendBatches(path.slice(0, at), 32)) saved.update(batch);
      restored.restore?.(savedState(saved));
      const [rest, undisturbed] = [path.slice(at, 2 * at + 200), create(policy, model)];
      for (const batch of lendBatches(path.slice(0, at), 32)) undisturbed.update(batch);
      const expected = estimateOf(undisturbed, rest, 32);
      demandSame(estimateOf(saved, rest, 32), expected, `Once it was saved after ${at} steps`);
      demandSame(estimateOf(restored, rest, 32), expected, `Restored after ${at} steps`);
    }
  });
}

function demandSame(found: GradientEstimate, expected: GradientEstimate, when: string): void {
  demand(
    sameBits(found.gradient, expected.gradient) &&
      sameBits(found.standardError ?? [], expected.standardError ?? []) &&
      found.steps === expected.steps &&
      Object.is(found.averageReward, expected.averageReward),
    () =>
      `${when} it estimates (${found.gradient.join(', ')}) from ${found.steps} steps that earn ${found.averageReward}; ` +
      `undisturbed (${expected.gradient.join(', ')}) from ${expected.steps} that earn ${expected.averageReward}.`,
  );
}

function followsRecursion(
  create: Create,
  beta: number,
  endings: Endings,
  which: 'without end' | 'with endings',
): void {
  eachPath(7, (path, policy, model) => {
    if ((model.terminal !== undefined) !== (which === 'with endings')) return;
    const expected = forwardRecursion(path, policy, beta, endings);
    for (const size of BATCH_SIZES) {
      const { gradient } = estimateOf(create(policy, model), path, size);
      demandClose(gradient, expected, `In batches of ${size}`, 'by the recursion');
    }
  });
}

function demandClose(found: Float64Array, expected: Float64Array, where: string, reference: string): void {
  const difference = found.slice();
  addScaled(difference, -1, expected);
  const apart = norm(difference);
  const relative = apart === 0 ? 0 : apart / norm(expected);
  demand(
    relative <= ROUNDING,
    () =>
      `${where} the estimate is (${found.join(', ')}), ${reference} (${expected.join(', ')}): ${relative} apart.`,
  );
}
