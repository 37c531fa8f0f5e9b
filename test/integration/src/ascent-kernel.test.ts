import type { Environment, FiniteModel, Learner, StepBatch } from '@pomdp-gym/contracts';
import { garnet } from '@pomdp-gym/environment-garnet';
import { sarsa } from '@pomdp-gym/learner-action-values';
import { olpomdp } from '@pomdp-gym/learner-olpomdp';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { learn, type LearnSettings } from '@pomdp-gym/training';
import { expect } from 'chai';

const OBSERVATIONS = 3;

interface SmallProblem {
  readonly actions: number;
  /** How many features an observation has. */
  readonly features: number;
  /** Where θ begins, from a number in (0, 1). */
  readonly theta: (uniform: number) => number;
  readonly ends: boolean;
}

const thetas: Readonly<Record<string, SmallProblem['theta']>> = {
  'near 0': (uniform) => uniform - 0.5,
  'far apart': (uniform) => 3000 * (uniform - 0.5),
  'not finite in places': (uniform) => [NaN, Infinity, -Infinity, 1e308, 1e-310, 1][Math.floor(6 * uniform)]!,
};

/** Four states; what follows and what is seen is drawn, of two each. State 3 ends the episode where the problem ends. */
function modelOf({ actions, ends }: SmallProblem): FiniteModel {
  return finiteModel({
    states: 4,
    actions,
    observations: OBSERVATIONS,
    transition: (state, action) => [
      [(state + action) % 4, 0.25],
      [(state + 1 + action) % 4, 0.75],
    ],
    observation: (_action, next) => [
      [next % OBSERVATIONS, 0.5],
      [(next + 1) % OBSERVATIONS, 0.5],
    ],
    initialObservation: (state) => [[state % OBSERVATIONS, 1]],
    reward: (state, action, next) => ((7 * state + 3 * action + next) % 5) - 2,
    start: [[0, 1]],
    ...(ends && { terminal: (state: number) => state === 3 }),
  });
}

function learnerOf(problem: SmallProblem, options: object): Learner {
  const random = randomStream(2, 'parameters');
  const features = Array.from({ length: OBSERVATIONS }, () =>
    Array.from({ length: problem.features }, () => 2 * random.uniform() - 1),
  );
  const spaces = {
    observationSpace: { kind: 'discrete', size: OBSERVATIONS, features },
    actionSpace: { kind: 'discrete', size: problem.actions },
  } as const;
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), spaces);
  policy.parameters.forEach((_, k) => (policy.parameters[k] = problem.theta(random.uniform())));
  return olpomdp.create(olpomdp.options.parse(options), spaces, policy);
}

const softmaxLearner = (environment: Environment): Learner =>
  olpomdp.create(
    olpomdp.options.parse({}),
    environment,
    softmaxPolicy.create(softmaxPolicy.options.parse({}), environment),
  );

/** Learns, and collects the batches' numbers, what the learner saves and what both streams give next. */
async function record(environment: Environment, learner: Learner, settings: Partial<LearnSettings>) {
  const environmentRandom = randomStream(1, 'environment');
  const policyRandom = randomStream(1, 'policy');
  const steps: number[] = [];
  let columns: ArrayBufferLike | undefined;
  const onBatch = (batch: StepBatch): void => {
    columns = sharedColumns(batch);
    for (let row = 0; row < batch.length; row++)
      steps.push(batch.observations.values[row]!, batch.actions.values[row]!, batch.rewards[row]!);
    if (batch.ending !== 'none') steps.push(Number(batch.next));
  };
  const given = { environment, learner, environmentRandom, policyRandom, onBatch };
  await learn({ ...given, steps: 300, reportEvery: 77, ...settings }).forEach(() => undefined);
  const found = { steps, saved: learner.save!(), words: [environmentRandom.uint32(), policyRandom.uint32()] };
  return { found, columns };
}

/** The one memory in which all columns of a batch lie; undefined where each lies in its own. */
function sharedColumns({ rewards, actions }: StepBatch): ArrayBufferLike | undefined {
  return rewards.buffer === actions.values.buffer ? rewards.buffer : undefined;
}

/** Calls while `WebAssembly` is something else. */
async function withWebAssembly<T>(api: unknown, work: () => Promise<T>): Promise<T> {
  const own: unknown = Reflect.get(globalThis, 'WebAssembly');
  Reflect.set(globalThis, 'WebAssembly', api);
  try {
    return await work();
  } finally {
    Reflect.set(globalThis, 'WebAssembly', own);
  }
}

/** A new environment whose tables have at least 100 kB. */
const largeEnvironment = () =>
  garnet.create(garnet.options.parse({ states: 500, actions: 4, observations: 10 }));

/** So many states in a circle, on which an action goes one or two further. What is seen is the state, modulo the number of observations. */
function circle(states: number, observations: number): ModelEnvironment {
  return new ModelEnvironment(
    finiteModel({
      states,
      actions: 2,
      observations,
      transition: (state, action) => [[(state + 1 + action) % states, 1]],
      observation: (_action, next) => [[next % observations, 1]],
      initialObservation: (state) => [[state % observations, 1]],
      reward: (state) => state % 2,
      start: [[0, 1]],
    }),
  );
}

describe('An ascent in the kernel', () => {
  for (const [where, theta] of Object.entries(thetas))
    for (const actions of [1, 2, 3, 4, 9])
      it(`has the bits of TypeScript, with θ ${where} and actions: ${actions}`, async () => {
        for (const features of [0, 1, 3])
          for (const ends of [false, true])
            for (const options of [{}, { baseline: 'none', step: 0.3, decay: 0.1 }]) {
              const problem = { actions, features, theta, ends };
              const run = (kernel: 'wasm' | 'typescript') =>
                record(new ModelEnvironment(modelOf(problem)), learnerOf(problem, options), {
                  kernel,
                  episodeLimit: 13,
                });
              const [one, other] = [await run('wasm'), await run('typescript')];
              expect(one.columns, 'WebAssembly makes the steps').to.not.equal(undefined);
              expect(other.columns).to.equal(undefined);
              expect(one.found).to.deep.equal(other.found);
            }
      });

  it('leaves θ where the paper has it: γ r z after a step from θ = 0', async () => {
    const problem: SmallProblem = { actions: 2, features: 1, theta: () => 0, ends: false };
    const learner = learnerOf(problem, { baseline: 'none', step: 0.5 });
    const model = new ModelEnvironment(modelOf(problem));
    const { found } = await record(model, learner, { kernel: 'wasm', steps: 1, reportEvery: 1 });
    const [y, u, r] = found.steps;
    // z = φ(y) (1{u = 0} − ½, 1{u = 1} − ½), and φ is the first number of this stream for y = 0.
    const random = randomStream(2, 'parameters');
    const phi = Array.from({ length: OBSERVATIONS }, () => 2 * random.uniform() - 1)[y!]!;
    const expected = [0, 1].map((action) => 0.5 * r! * phi * (Number(action === u) - 0.5));
    const policy = learner.policy as { readonly parameters?: Float64Array };
    expect(r).to.not.equal(0);
    policy.parameters!.forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-15));
  });

  it('is made in TypeScript where there is no WebAssembly, or none of its memories', async () => {
    // Larger than any model before: no memory that is kept has room for it.
    const environment = circle(60_000, 2);
    const run = (more: object = {}) =>
      record(environment, softmaxLearner(environment), { steps: 60_000, reportEvery: 60_000, ...more });
    const Memory = function () {
      throw new RangeError('out of memory');
    };
    const found: unknown[] = [];
    for (const api of [undefined, { Memory }]) {
      const path = await withWebAssembly(api, run);
      expect(path.columns).to.equal(undefined);
      found.push(path.found);
      const forced = withWebAssembly(api, () => run({ kernel: 'wasm' }));
      expect(await forced.catch(String)).to.include('needs WebAssembly');
    }
    const expected = await run();
    expect(expected.columns, 'WebAssembly makes the steps where it is there').to.not.equal(undefined);
    expect(found).to.deep.equal([expected.found, expected.found]);
  });

  it('copies the tables of a large model for long paths alone, and keeps them for the paths that follow', async () => {
    const environment = largeEnvironment();
    const run = async (steps: number) =>
      (await record(environment, softmaxLearner(environment), { steps, reportEvery: steps })).columns;
    expect(await run(400), 'short, no tables there').to.equal(undefined);
    const memory = await run(20_000);
    expect(memory, 'long').to.not.equal(undefined);
    expect(await run(400), 'short, tables there').to.equal(memory);
    expect(await run(100), 'too short for anything').to.equal(undefined);
    await record(largeEnvironment(), softmaxLearner(environment), { steps: 20_000, reportEvery: 20_000 });
    expect(await run(400), 'the tables of another model there').to.equal(undefined);
  });

  it('gives a path that begins beside another a memory of its own', async () => {
    const environment = largeEnvironment();
    const settings = { steps: 20_000, reportEvery: 20_000, kernel: 'wasm' } as const;
    const alone = await record(environment, softmaxLearner(environment), settings);
    const within: Promise<typeof alone>[] = [];
    const onBatch = () => void within.push(record(environment, softmaxLearner(environment), settings));
    await record(environment, softmaxLearner(environment), { ...settings, steps: 1000, onBatch });
    expect(within).to.have.length(1);
    for (const run of within) expect((await run).found).to.deep.equal(alone.found);
  });

  it('cannot be forced where the learner is given batches', async () => {
    const environment = largeEnvironment();
    for (const wrong of [{ batchSize: 4 }, { path: 'generic' }] as const) {
      const run = record(environment, softmaxLearner(environment), { ...wrong, kernel: 'wasm' });
      expect(await run.catch(String)).to.include('learns from single steps alone');
    }
  });
});

describe('A learner of 10,000 numbers', () => {
  const SIZE = 5000;
  const environment = circle(SIZE, SIZE);
  const ways: Readonly<Record<string, [() => Learner, Partial<LearnSettings>]>> = {
    'OLPOMDP in WebAssembly': [() => softmaxLearner(environment), { kernel: 'wasm' }],
    'OLPOMDP in TypeScript': [() => softmaxLearner(environment), { kernel: 'typescript' }],
    SARSA: [() => sarsa.create(sarsa.options.parse({}), environment, undefined), {}],
  };
  // A turn ends with the batch, of 4,096 steps, in which it comes to 2²⁶ / 10,000 = 6,710 steps.
  for (const [name, [make, settings]] of Object.entries(ways))
    it(`lets timers have their turn after two batches: ${name}`, async () => {
      let taken = 0;
      let before: number | undefined;
      const timer = setTimeout(() => (before = taken), 0);
      const onBatch = ({ length }: StepBatch): void => void (taken += length);
      await record(environment, make(), { steps: 14_000, reportEvery: 14_000, ...settings, onBatch });
      clearTimeout(timer);
      expect(before).to.equal(2 * 4096);
    });
});
