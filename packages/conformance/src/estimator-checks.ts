import type { Estimator, EstimatorSpec, GradientEstimate, ParametricPolicy } from '@pomdp-gym/contracts';
import { addScaled, norm, randomStream } from '@pomdp-gym/numerics';
import { attempt } from './attempt.js';
import { type Check, demand } from './check.js';
import type { EstimatorSettings } from './estimator-settings.js';
import { make } from './make.js';
import { forwardRecursion, joinMemory, lendBatches, recordPath, type RecordedStep } from './recorded-path.js';
import { drawParameters } from './draw-parameters.js';
import { RememberingPolicy } from './remembering-policy.js';
import { savedState, savingChecks } from './saving.js';
import { errand, ring } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { trialPolicy } from './trial-policy.js';
import { truthChecks } from './truth-checks.js';
import { sameBits } from './walk.js';

const STEPS = 5000;
const BATCH_SIZES = [1, 2, 7, 256, 4096, STEPS + 1];
/** How far two orders of summation over 5000 steps may lie apart, relative to the estimate. */
const ROUNDING = 1e-12;

/** The rules that an estimator keeps; it is tried on small models with a tabular softmax policy. */
export function estimatorChecks(spec: EstimatorSpec, settings: EstimatorSettings = {}): Check[] {
  const create = (policy: ParametricPolicy) => make(spec, settings.options, policy);
  const beta = settings.beta ?? betaOf(spec, settings);
  return [
    ...specChecks(spec),
    {
      name: 'The estimate tells how many steps it rests on, and their average reward.',
      run: () => countsSteps(create),
    },
    {
      name: 'The estimate does not depend on how the path is cut into batches.',
      run: () => cutsAlike(create),
    },
    {
      name: 'It keeps nothing of a lent batch, and reads no row behind its last.',
      run: () => respectsLending(create),
    },
    { name: 'It leaves batch and parameters as they are.', run: () => leavesGiven(create) },
    {
      name: 'The estimate is the caller’s to keep: what follows does not change it, nor the other way round.',
      run: () => handsOver(create),
    },
    { name: 'Reset forgets the past.', run: () => forgets(create) },
    {
      name: 'With a memory it gives the estimate of the product of problem and memory.',
      run: () => takesMemory(create),
    },
    ...savingChecks(
      attempt(() => create(trialPolicy(8))),
      () => goesOn(create),
    ),
    ...(settings.forwardRecursion && beta !== undefined
      ? [
          {
            name: 'It gives the forward recursion of the paper, to 1e-12.',
            run: () => followsRecursion(create, beta, 'none'),
          },
          {
            name: 'The trace is reset where an episode ends or is cut off.',
            run: () => followsRecursion(create, beta, 'endings'),
          },
        ]
      : []),
    ...(beta === undefined ? [] : truthChecks(spec, settings, beta)),
  ];
}

type Create = (policy: ParametricPolicy) => Estimator;

/** The β of the target that it states; of one that states none, the option of that name. */
function betaOf(spec: EstimatorSpec, settings: EstimatorSettings): number | undefined {
  const target = attempt(() => make(spec, settings.options, trialPolicy(1)))?.target;
  if (target) return target.objective === 'average' ? target.beta : undefined;
  const parsed = spec.options.safeParse(settings.options ?? {});
  const { data } = parsed;
  if (typeof data !== 'object' || data === null || !('beta' in data)) return undefined;
  return typeof data.beta === 'number' ? data.beta : undefined;
}

function estimateOf(estimator: Estimator, path: readonly RecordedStep[], size: number): GradientEstimate {
  for (const batch of lendBatches(path, size)) estimator.update(batch);
  return estimator.estimate();
}

function paths(policy: ParametricPolicy): RecordedStep[][] {
  return [recordPath(ring(), policy, 1, STEPS), recordPath(errand(), policy, 2, STEPS, 6)];
}

function countsSteps(create: Create): void {
  const policy = trialPolicy(1);
  for (const path of paths(policy)) {
    const { steps, averageReward, gradient } = estimateOf(create(policy), path, 256);
    const mean = path.reduce((sum, { reward }) => sum + reward, 0) / path.length;
    const K = policy.parameters.length;
    demand(steps === path.length, () => `After ${path.length} steps it says that it rests on ${steps}.`);
    demand(gradient.length === K, () => `The gradient has ${gradient.length} numbers, the policy ${K}.`);
    demand(
      Math.abs(averageReward - mean) <= ROUNDING * (1 + Math.abs(mean)),
      () => `Rewards averaged ${mean}; it says ${averageReward}.`,
    );
  }
}

function cutsAlike(create: Create): void {
  const policy = trialPolicy(2);
  for (const path of paths(policy)) {
    const whole = estimateOf(create(policy), path, Infinity);
    for (const size of BATCH_SIZES) {
      const { gradient } = estimateOf(create(policy), path, size);
      demandClose(gradient, whole.gradient, `In batches of ${size}`, 'in batches as long as can be');
    }
  }
}

/** The batches of `lendBatches` are poisoned on return, and hold poison behind their last row. */
function respectsLending(create: Create): void {
  const policy = trialPolicy(3);
  for (const path of paths(policy)) {
    const { gradient, averageReward } = estimateOf(create(policy), path, 7);
    demand(
      gradient.every(Number.isFinite) && Number.isFinite(averageReward),
      () =>
        `Once lent batches were refilled, the estimate was (${gradient.join(', ')}), average reward ${averageReward}.`,
    );
    const kept = create(policy);
    for (const batch of lendBatches(path, 7)) kept.update(structuredClone(batch));
    demandClose(
      gradient,
      kept.estimate().gradient,
      'With batches that were refilled',
      'with batches of its own',
    );
  }
}

function leavesGiven(create: Create): void {
  const policy = trialPolicy(4);
  const theta = policy.parameters.slice();
  const estimator = create(policy);
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
  const estimator = create(policy);
  const { gradient } = estimateOf(estimator, path.slice(0, 200), 50);
  const kept = gradient.slice();
  const undisturbed = estimateOf(create(policy), path, 50).gradient;
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
  const [before, path] = [recordPath(ring(), policy, 5, 300), recordPath(ring(), policy, 6, 300)];
  const estimator = create(policy);
  estimateOf(estimator, before, 64);
  estimator.reset();
  const again = estimateOf(estimator, path, 64);
  const fresh = estimateOf(create(policy), path, 64);
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

/** A policy with a memory has the scores of a policy without on the product: so must the estimates be. */
function takesMemory(create: Create): void {
  const policy = new RememberingPolicy(2, 5, 3);
  drawParameters(policy, 1, randomStream(9, 'parameters'));
  for (const path of [recordPath(ring(), policy, 7, 600), recordPath(errand(), policy, 8, 600, 6)]) {
    const joined = path.map((step) => joinMemory(step, policy));
    for (const size of [1, 64, Infinity]) {
      const expected = estimateOf(create(policy.product), joined, size).gradient;
      const { gradient } = estimateOf(create(policy), path, size);
      demandClose(gradient, expected, `With a memory, in batches of ${size},`, 'on the product');
    }
  }
}

function goesOn(create: Create): void {
  const policy = trialPolicy(8);
  for (const path of paths(policy)) {
    for (const at of [1, 100, 333]) {
      const [saved, restored] = [create(policy), create(policy)];
      for (const batch of lendBatches(path.slice(0, at), 32)) saved.update(batch);
      restored.restore?.(savedState(saved));
      const [rest, undisturbed] = [path.slice(at, 2 * at + 200), create(policy)];
      for (const batch of lendBatches(path.slice(0, at), 32)) undisturbed.update(batch);
      const expected = estimateOf(undisturbed, rest, 32);
      demandSame(estimateOf(saved, rest, 32), expected, `Once it was saved after ${at} steps`);
      demandSame(estimateOf(restored, rest, 32), expected, `Restored after ${at} steps`);
    }
  }
}

function demandSame(found: GradientEstimate, expected: GradientEstimate, when: string): void {
  demand(
    sameBits(found.gradient, expected.gradient) &&
      found.steps === expected.steps &&
      Object.is(found.averageReward, expected.averageReward),
    () =>
      `${when} it estimates (${found.gradient.join(', ')}) from ${found.steps} steps that earn ${found.averageReward}; ` +
      `undisturbed (${expected.gradient.join(', ')}) from ${expected.steps} that earn ${expected.averageReward}.`,
  );
}

function followsRecursion(create: Create, beta: number, which: 'none' | 'endings'): void {
  const policy = trialPolicy(7);
  const all = paths(policy);
  const path = which === 'none' ? all[0]! : all[1]!;
  const expected = forwardRecursion(path, policy, beta);
  for (const size of BATCH_SIZES) {
    const { gradient } = estimateOf(create(policy), path, size);
    demandClose(gradient, expected, `In batches of ${size}`, 'by the recursion');
  }
}

function demandClose(found: Float64Array, expected: Float64Array, where: string, reference: string): void {
  const difference = found.slice();
  addScaled(difference, -1, expected);
  const relative = norm(difference) / norm(expected);
  demand(
    relative <= ROUNDING,
    () =>
      `${where} the estimate is (${found.join(', ')}), ${reference} (${expected.join(', ')}): ${relative} apart.`,
  );
}
