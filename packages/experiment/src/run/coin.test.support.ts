import {
  type Binder,
  contribute,
  type Environment,
  type Estimator,
  type FiniteTable,
  type Grad,
  InputError,
  type Iterate,
  kinds,
  type Learner,
  type ParametricPolicy,
  type Policy,
  type Random,
  type Solver,
  type SolverCapabilities,
  type SolverProgress,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import { Registry } from '@pomdp-gym/registry';
import { z } from 'zod';
import { linesTracker } from './lines-tracker.test.support.js';

/** Two sides; showing side 1 earns 1. Action u leads to side u with probability .9: η = .1 + .8 μ(1), at best .9. */
function coin(): ModelEnvironment {
  return new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 2,
      observations: 2,
      transition: (_state, action) => [
        [action, 0.9],
        [1 - action, 0.1],
      ],
      observation: (_action, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: (_state, _action, next) => next,
      start: [[0, 1]],
    }),
    { optimum: { averageReward: 0.9, source: 'always 1' } },
  );
}

/** Earns 0 where it starts and 1 ever after, whatever is done. */
function startsPoor(): ModelEnvironment {
  return new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 2,
      observations: 2,
      transition: () => [[1, 1]],
      observation: (_action, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: (state) => state,
      start: [[0, 1]],
    }),
    { optimum: { averageReward: 1, source: 'whatever is done' } },
  );
}

/** Every step earns 1, and ends the episode with probability .25 under the action 1; under the action 0 none ends. */
function dyingCoin(): ModelEnvironment {
  return new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 2,
      observations: 2,
      transition: (_state, action) =>
        action === 0
          ? [[0, 1]]
          : [
              [0, 0.75],
              [1, 0.25],
            ],
      observation: (_action, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: () => 1,
      start: [[0, 1]],
      terminal: (state) => state === 1,
    }),
  );
}

/** The same coin through functions of its own, so that no kernel recognises it. */
function handmade(withModel: boolean): Environment {
  const inner = coin();
  return {
    observationSpace: inner.observationSpace,
    actionSpace: inner.actionSpace,
    task: inner.task,
    reset: (random) => inner.reset(random),
    step: (action) => inner.step(action),
    ...(inner.optimum && { optimum: inner.optimum }),
    ...(withModel && { model: () => inner.model() }),
  };
}

/** η of the coin where action 1 has probability 1 / (1 + e^{−θ}). */
export function coinReward(theta: number): number {
  return 0.1 + 0.8 / (1 + Math.exp(-theta));
}

/** μ(1) = 1 / (1 + e^{−θ}), whatever is seen. */
class Logit implements ParametricPolicy {
  readonly parameters = new Float64Array(1);
  private readonly probabilities = new Float64Array(4);
  private random: Random | undefined;

  reset(random: Random): void {
    this.random = random;
  }

  act(): number {
    const { probabilities } = this.table();
    if (!this.random) throw new Error('Call reset first.');
    return drawIndex(probabilities, 0, 2, this.random);
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    into[0]! += weight * (batch.actions.values[row]! - this.one());
  }

  table() {
    const one = this.one();
    this.probabilities.set([1 - one, one, 1 - one, one]);
    return { observations: 2, actions: 2, probabilities: this.probabilities };
  }

  private one(): number {
    return 1 / (1 + Math.exp(-this.parameters[0]!));
  }
}

/** How many batches the estimators of this registry have been given. */
export const batches = { given: 0 };

/** The mean of r · score: GPOMDP with β = 0. */
function meanScore(policy: ParametricPolicy): Estimator {
  const sum = new Float64Array(policy.parameters.length);
  let [steps, rewards] = [0, 0];
  return {
    reset() {
      sum.fill(0);
      [steps, rewards] = [0, 0];
    },
    update(batch) {
      batches.given++;
      for (let i = 0; i < batch.length; i++) {
        policy.addScore(batch, i, batch.rewards[i]!, sum);
        rewards += batch.rewards[i]!;
      }
      steps += batch.length;
    },
    estimate: () => ({ gradient: sum.map((each) => each / steps), steps, averageReward: rewards / steps }),
  };
}

const climbOptions = z.strictObject({
  step: z.number().default(2).describe('how far a move goes'),
  iterations: z.int().min(0).max(1e6).default(5).describe('moves'),
  probes: z.int().min(0).default(0).describe('trials before each move'),
  ends: z
    .enum(['well', 'saying', 'throwing', 'nowhere'])
    .default('well')
    .describe('what comes after the last move'),
});

async function* climb(
  start: Float64Array,
  grad: Grad,
  signal: AbortSignal,
  { step, iterations, probes, ends }: z.infer<typeof climbOptions>,
): AsyncGenerator<Iterate, void, undefined> {
  const theta = start.slice();
  for (let k = 0; k < iterations && !signal.aborted; k++) {
    const estimate = await grad(theta.slice(), 'direction');
    yield { kind: 'iterate', theta: theta.slice(), estimate, detail: { k } };
    for (let i = 0; i < probes; i++) {
      const trial = theta.map((each) => each + i);
      yield { kind: 'probe', theta: trial, estimate: await grad(trial, 'line-search'), detail: {} };
    }
    theta[0]! += step * estimate.gradient[0]!;
  }
  if (ends === 'throwing') throw new RangeError('The climb came to a cliff.');
  const last = ends === 'nowhere' ? Float64Array.of(NaN) : theta;
  yield {
    kind: 'iterate',
    theta: last,
    detail: {},
    ...(ends === 'saying' && { ended: 'tired of climbing' }),
  };
}

function online(policy: Policy | undefined, rate: number): Learner {
  if (!(policy instanceof Logit)) throw new RangeError('It trains the policy logit alone.');
  return {
    policy,
    update: (batch) => policy.addScore(batch, 0, rate * batch.rewards[0]!, policy.parameters),
  };
}

/** Its θ is no number after so many steps. */
function runaway(policy: Policy | undefined, after: number): Learner {
  if (!(policy instanceof Logit)) throw new RangeError('It spoils the policy logit alone.');
  let steps = 0;
  return { policy, update: ({ length }) => void ((steps += length) >= after && policy.parameters.fill(NaN)) };
}

const ending = z.strictObject({
  by: z.enum(['exit', 'silence']).default('exit').describe('how it ends its thread, or keeps it'),
});

/** Ends its thread at its first step, or gives no further sign. */
function endsThread(policy: Policy | undefined, by: z.infer<typeof ending>['by']): Learner {
  if (!policy) throw new RangeError('It takes a policy.');
  const stand = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return { policy, update: () => (by === 'exit' ? process.exit(3) : stand()) };
}

async function* planOnes(): AsyncGenerator<SolverProgress, Policy, undefined> {
  yield { lower: 0, upper: Infinity, detail: {} };
  yield { lower: 1, upper: 2, detail: {} };
  return { reset: () => undefined, act: () => 1 };
}

const pickyOptions = z.strictObject({
  at: z.int().min(1).default(1).describe('the report before which it throws'),
  throws: z.enum(['refusal', 'fault', 'exit']).default('refusal').describe('what it does then'),
});

/** How often the solvers of this registry have begun to plan; threads may share the count. */
class Plans {
  private count = new Int32Array(new SharedArrayBuffer(4));

  get begun(): number {
    return Atomics.load(this.count, 0);
  }

  set begun(value: number) {
    Atomics.store(this.count, 0, value);
  }

  add(): void {
    Atomics.add(this.count, 0, 1);
  }

  share(buffer: SharedArrayBuffer): void {
    this.count = new Int32Array(buffer);
  }
}

export const plans = new Plans();

/** Refuses the model, or fails otherwise. */
async function* refuse({
  at,
  throws,
}: z.infer<typeof pickyOptions>): AsyncGenerator<SolverProgress, Policy, undefined> {
  plans.add();
  for (let report = 1; report < at; report++) yield { lower: 0, upper: Infinity, detail: {} };
  if (throws === 'exit') process.exit(3);
  if (throws === 'fault') throw new RangeError('It is broken.');
  throw new InputError('The coin is too small.');
}

/** Plans the action 1, without a table, and counts how often. */
async function* planCounted(): AsyncGenerator<SolverProgress, Policy, undefined> {
  plans.add();
  return yield* planOnes();
}

function halves(): FiniteTable {
  return { observations: 2, actions: 2, probabilities: new Float64Array(4).fill(0.25) };
}

const none = z.strictObject({});
const rate = z.strictObject({ rate: z.number().positive().default(0.1).describe('how far a step goes') });

const runawayOptions = z.strictObject({ after: z.int().min(1).default(1).describe('steps that go well') });

/** What a ContainerModule looks like to a registry. */
function moduleOf(load: (module: Binder) => void) {
  return { id: 0, load };
}

/** A registry of one small thing of each kind, where every answer is known. */
const factor = z.strictObject({ factor: z.number().default(1).describe('How much') });

/** The environment with its rewards changed, which has no model to say. */
function otherRewards(environment: Environment, change: (reward: number) => number): Environment {
  const { observationSpace, actionSpace, task } = environment;
  return {
    observationSpace,
    actionSpace,
    task,
    reset: (random) => environment.reset(random),
    step(action) {
      const result = environment.step(action);
      return { ...result, reward: change(result.reward) };
    },
  };
}

export async function coinRegistry(): Promise<Registry> {
  const registry = new Registry({ ...kinds, executor: { article: 'an executor', plural: 'executors' } });
  const solver: Solver = { solve: planOnes };
  await registry.load(
    moduleOf((module) => {
      const environment = (id: string, create: () => Environment) =>
        contribute(module, 'environment', { id, summary: 'A coin.', options: none, create });
      environment('Coin-v0', coin);
      environment('Start-v0', startsPoor);
      environment('DyingCoin-v0', dyingCoin);
      environment('HandmadeCoin-v0', () => handmade(true));
      environment('ModelFreeCoin-v0', () => handmade(false));
      contribute(module, 'policy', {
        id: 'logit',
        summary: 'One parameter.',
        options: none,
        create: () => new Logit(),
      });
      contribute(module, 'policy', {
        id: 'ones',
        summary: 'Always 1.',
        options: none,
        create: () => ({ reset: () => undefined, act: () => 1 }),
      });
      contribute(module, 'policy', {
        id: 'zeros',
        summary: 'Always 0.',
        options: none,
        create: () => ({ reset: () => undefined, act: () => 0 }),
      });
      contribute(module, 'policy', {
        id: 'half',
        summary: 'Its rows sum to a half.',
        options: none,
        create: () => ({ reset: () => undefined, act: () => 0, table: halves }),
      });
      contribute(module, 'estimator', {
        id: 'mean-score',
        summary: 'The mean of r times score.',
        options: none,
        create: (_options, policy) => meanScore(policy),
      });
      contribute(module, 'optimizer', {
        id: 'climb',
        summary: 'Fixed steps.',
        options: climbOptions,
        create: (options: z.infer<typeof climbOptions>) => ({
          ascend: (start, grad, signal) => climb(start, grad, signal, options),
        }),
      });
      contribute(module, 'learner', {
        id: 'online',
        summary: 'A step at a time.',
        options: rate,
        create: (options: z.infer<typeof rate>, _spaces, policy) => online(policy, options.rate),
      });
      contribute(module, 'learner', {
        id: 'runaway',
        summary: 'Steps that are too long.',
        options: runawayOptions,
        create: (options: z.infer<typeof runawayOptions>, _spaces, policy) => runaway(policy, options.after),
      });
      contribute(module, 'learner', {
        id: 'ends-thread',
        summary: 'Ends its thread.',
        options: ending,
        create: (options: z.infer<typeof ending>, _spaces, policy) => endsThread(policy, options.by),
      });
      contribute(module, 'tracker', linesTracker);
      const rewarded = (id: string, change: (reward: number, factor: number) => number) =>
        contribute(module, 'wrapper', {
          id,
          summary: 'Other rewards.',
          options: factor,
          create: (options: z.infer<typeof factor>, environment) =>
            otherRewards(environment, (reward) => change(reward, options.factor)),
        });
      rewarded('scaled', (reward, by) => reward * by);
      rewarded('shifted', (reward, by) => reward + by);
      contribute(module, 'solver', {
        id: 'ones-solver',
        summary: 'Knows the answer.',
        options: none,
        create: () => solver,
      });
      const picky = (id: string, capabilities: SolverCapabilities) =>
        contribute(module, 'solver', {
          id,
          summary: 'Refuses every model.',
          options: pickyOptions,
          ...capabilities,
          create: (options: z.infer<typeof pickyOptions>): Solver => ({ solve: () => refuse(options) }),
        });
      picky('picky', {});
      const counted = (id: string, capabilities: SolverCapabilities) =>
        contribute(module, 'solver', {
          id,
          summary: 'Counts its plans.',
          options: none,
          ...capabilities,
          create: (): Solver => ({ solve: planCounted }),
        });
      counted('counted', {});
      counted('counted-deterministic', { deterministic: true });
      picky('picky-observed', { takes: 'fully observed' });
    }),
    'coin',
  );
  return registry;
}
