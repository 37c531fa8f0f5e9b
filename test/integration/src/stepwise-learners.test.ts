import type { Environment, Learner, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { fourByThree } from '@pomdp-gym/environment-four-by-three';
import { hallway } from '@pomdp-gym/environment-hallway';
import { loadUnload } from '@pomdp-gym/environment-load-unload';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import { threeState } from '@pomdp-gym/environment-three-state';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { qLearning, sarsa } from '@pomdp-gym/learner-action-values';
import { actorCritic } from '@pomdp-gym/learner-actor-critic';
import { olpomdp } from '@pomdp-gym/learner-olpomdp';
import { randomStream } from '@pomdp-gym/numerics';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { learn, type LearnSettings } from '@pomdp-gym/training';
import { expect } from 'chai';

/** More than one of the batches that are handed out, and no multiple of the steps between reports. */
const STEPS = 4200;
const REPORT_EVERY = 370;

const environments: Readonly<Record<string, () => Environment>> = {
  'three-state': () => threeState.create({}),
  Hallway: () => hallway.create(hallway.options.parse({})),
  '4x3, which ends episodes': () => fourByThree.create(fourByThree.options.parse({})),
  'load-unload': () => loadUnload.create(loadUnload.options.parse({})),
  'T-maze, which ends episodes': () => tMaze.create(tMaze.options.parse({})),
  RockSample: () => rockSample.create(rockSample.options.parse({ n: 4, k: 4 })),
};

type MakePolicy = (environment: Environment, seed: number) => ParametricPolicy;

const softmax: MakePolicy = (environment) =>
  softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
const controllers = (options: object): MakePolicy => {
  const parsed = controllerPolicy.options.parse({ nodes: 3, ...options });
  return (environment, seed) =>
    controllerPolicy.create(parsed, environment, undefined, randomStream(seed, 'structure'));
};

const policies: Readonly<Record<string, MakePolicy>> = {
  softmax,
  'a controller that acts before it moves': controllers({}),
  'a controller that acts after it moves': controllers({ action: 'after' }),
  'a sparse controller': controllers({ structure: 'sparse', successors: 2 }),
};

type MakeLearner = (environment: Environment, policy: ParametricPolicy) => Learner;

const trained: Readonly<Record<string, MakeLearner>> = {
  olpomdp: (environment, policy) => olpomdp.create(olpomdp.options.parse({}), environment, policy),
  'olpomdp without a baseline': (environment, policy) =>
    olpomdp.create(olpomdp.options.parse({ baseline: 'none', step: 0.01, decay: 0.1 }), environment, policy),
  'actor-critic': (environment, policy) =>
    actorCritic.create(actorCritic.options.parse({}), environment, policy),
  'actor-critic, average': (environment, policy) =>
    actorCritic.create(actorCritic.options.parse({ objective: 'average', decay: 1e-3 }), environment, policy),
};

const untrained: Readonly<Record<string, MakeLearner>> = {
  sarsa: (environment) =>
    sarsa.create(sarsa.options.parse({ explorationDecay: 1e-3 }), environment, undefined),
  'sarsa with accumulating traces and a memory': (environment) =>
    sarsa.create(
      sarsa.options.parse({ traces: 'accumulating', nodes: 2, lambda: 0.5 }),
      environment,
      undefined,
    ),
  'q-learning': (environment) =>
    qLearning.create(qLearning.options.parse({ decay: 0.1 }), environment, undefined),
};

/** All that a learner does and saves on a path, and what is reported of it. */
async function record(
  environment: Environment,
  learner: Learner,
  settings: Partial<LearnSettings> & { readonly seed: number },
): Promise<{
  readonly steps: readonly number[];
  readonly reports: unknown;
  readonly saved: unknown;
  readonly longest: number;
}> {
  const { seed, ...given } = settings;
  const steps: number[] = [];
  const reports: unknown[] = [];
  let longest = 0;
  const onBatch = (batch: StepBatch): void => {
    longest = Math.max(longest, batch.length);
    for (let row = 0; row < batch.length; row++) steps.push(...numbersOf(batch, row));
    if (batch.ending !== 'none') steps.push(batch.ending === 'terminated' ? -1 : -2, Number(batch.next));
  };
  await learn({
    environment,
    learner,
    steps: STEPS,
    reportEvery: REPORT_EVERY,
    onBatch,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
    ...given,
  }).forEach((report) => reports.push(report));
  return { steps, reports, saved: learner.save?.(), longest };
}

function numbersOf({ observations, actions, rewards, memory }: StepBatch, row: number): number[] {
  const remembered = memory ? [memory.before.values[row]!, memory.after.values[row]!] : [];
  return [observations.values[row]!, actions.values[row]!, rewards[row]!, ...remembered];
}

/** Holds step-by-step learning to learning from batches of one step. */
async function expectSameBits(
  makeEnvironment: () => Environment,
  make: (environment: Environment) => Learner,
  settings: Partial<LearnSettings> & { readonly seed: number },
): Promise<void> {
  const [one, other] = [makeEnvironment(), makeEnvironment()];
  const found = await record(one, make(one), settings);
  const { longest, ...expected } = await record(other, make(other), {
    ...settings,
    path: 'generic',
    kernel: 'auto',
  });
  expect(longest).to.equal(1);
  expect(found.longest, 'many steps are handed out at once').to.be.above(1);
  expect({ ...found, longest: 1 }).to.deep.equal({ ...expected, longest: 1 });
}

describe('Learning step by step has the bits of learning from batches', () => {
  for (const [problem, makeEnvironment] of Object.entries(environments)) {
    for (const [name, makeLearner] of Object.entries(trained))
      for (const [kind, makePolicy] of Object.entries(policies))
        it(`${name} trains ${kind} on ${problem}`, async () => {
          for (const seed of makePolicy === softmax ? [1, 2, 3] : [1])
            await expectSameBits(
              makeEnvironment,
              (environment) => makeLearner(environment, makePolicy(environment, seed)),
              { seed, steps: STEPS / 4 },
            );
        });
    for (const [name, makeLearner] of Object.entries(untrained))
      it(`${name} on ${problem}`, async () => {
        const make = (environment: Environment) => makeLearner(environment, softmax(environment, 1));
        for (const seed of [1, 2, 3]) await expectSameBits(makeEnvironment, make, { seed });
      });
  }

  for (const kernel of ['typescript', 'wasm'] as const)
    for (const problem of ['three-state', 'Hallway', '4x3, which ends episodes'])
      it(`olpomdp on ${problem}, forced into the kernel ${kernel}`, async () => {
        for (const seed of [1, 2])
          await expectSameBits(
            environments[problem]!,
            (environment) => trained['olpomdp']!(environment, softmax(environment, seed)),
            { seed, kernel },
          );
      });

  // 725 has an exponential below the normal numbers, 800 one of 0; from 20 on the likeliest action has nearly all of the chance.
  for (const apart of [20, 725, 800])
    it(`olpomdp on preferences that lie ${apart} apart`, async () => {
      for (const problem of ['three-state', 'Hallway', '4x3, which ends episodes'])
        await expectSameBits(
          environments[problem]!,
          (environment) => {
            const policy = softmax(environment, 1);
            const random = randomStream(6, 'parameters');
            policy.parameters.forEach((_, k) => (policy.parameters[k] = apart * (random.uint32() % 2)));
            return trained['olpomdp']!(environment, policy);
          },
          { seed: 6, steps: STEPS / 4, kernel: 'wasm' },
        );
    });

  it('a learner without an ascent along a trace cannot be forced into the kernel', async () => {
    const environment = threeState.create({});
    const learner = sarsa.create(sarsa.options.parse({}), environment, undefined);
    const message = await record(environment, learner, { seed: 1, kernel: 'wasm' }).catch(String);
    expect(message).to.include('by the ascent along a trace alone');
  });

  it('where episodes are cut off', async () => {
    const make = (environment: Environment) =>
      olpomdp.create(olpomdp.options.parse({}), environment, softmax(environment, 1));
    const values = (environment: Environment) =>
      sarsa.create(sarsa.options.parse({}), environment, undefined);
    for (const learner of [make, values])
      await expectSameBits(() => threeState.create({}), learner, { seed: 4, episodeLimit: 7 });
  });

  it('with other steps between reports the learner learns the same', async () => {
    const run = (reportEvery: number) => {
      const environment = threeState.create({});
      const learner = olpomdp.create(olpomdp.options.parse({}), environment, softmax(environment, 1));
      return record(environment, learner, { seed: 5, reportEvery });
    };
    expect((await run(1)).saved).to.deep.equal((await run(1234)).saved);
  });
});
