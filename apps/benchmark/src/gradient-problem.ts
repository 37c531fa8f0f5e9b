import {
  addScores,
  type Column,
  type Environment,
  type Estimator,
  type FiniteModel,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import {
  batchesOf,
  DEFAULT_BATCH_SIZE,
  simulate,
  simulatePaths,
  type SimulationSettings,
} from '@pomdp-gym/simulator';
import { HandWritten } from './hand-written.js';
import {
  cartPoleV1,
  controllerPolicy,
  garnet,
  gpomdp,
  hallway,
  mlpPolicy,
  rockSample,
  softmaxPolicy,
  threeState,
  tiger,
} from './measured-plugins.js';

/** A problem on which gradients are estimated: an environment, and a policy for it. */
export interface GradientProblem {
  readonly environment: Environment;
  readonly model: FiniteModel | undefined;
  readonly policy: ParametricPolicy;
}

const garnetOf = (observations: number) =>
  garnet.create(garnet.options.parse({ states: 10_000, actions: 2, observations }));

const makers: Readonly<Record<string, () => Environment>> = {
  'three-state': () => threeState.create({}),
  'three-state-by-hand': () => new HandWritten(),
  tiger: () => tiger.create(tiger.options.parse({})),
  hallway: () => hallway.create(hallway.options.parse({})),
  'hallway-8-nodes': () => hallway.create(hallway.options.parse({})),
  'rock-sample-4-4': () => rockSample.create(rockSample.options.parse({ n: 4, k: 4 })),
  'cart-pole': () => cartPoleV1.create(cartPoleV1.options.parse({})),
  'garnet-10000': () => garnet.create(garnet.options.parse({ states: 10_000, observations: 100 })),
  // Named by their parameters, two for each observation.
  'garnet-4': () => garnetOf(2),
  'garnet-100': () => garnetOf(50),
  'garnet-1000': () => garnetOf(500),
  'garnet-of-10000': () => garnetOf(5000),
};

/** The names of the problems. */
export const GRADIENT_PROBLEMS = Object.keys(makers);

/** One of them, θ drawn once from (−1, 1). */
export function gradientProblem(name: string): GradientProblem {
  const environment = makers[name]?.();
  if (!environment)
    throw new InputError(`There is no problem ${name}; there are ${GRADIENT_PROBLEMS.join(', ')}.`);
  const policy = policyFor(name, environment);
  const random = randomStream(1, 'parameters');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
  return { environment, model: environment.model?.(), policy };
}

function policyFor(name: string, environment: Environment): ParametricPolicy {
  if (name === 'hallway-8-nodes')
    return controllerPolicy.create(
      controllerPolicy.options.parse({ nodes: 8 }),
      environment,
      undefined,
      randomStream(1, 'structure'),
    );
  if (name === 'cart-pole')
    return mlpPolicy.create(mlpPolicy.options.parse({ hidden: [32, 32] }), environment);
  return softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
}

/** What is measured of a gradient, in the order in which a step comes to it. */
export const WORKS = [
  ...(['simulation', 'scores', 'estimator', 'loop', 'stream', 'stream by WebAssembly'] as const),
  ...(['simulation of four paths', 'four paths'] as const),
] as const;
export type Work = (typeof WORKS)[number];

/** Makes what does such work on `steps` steps, given a seed. */
export function workOf(
  work: Work,
  problem: GradientProblem,
  beta: number,
  steps: number,
): (seed: number) => Promise<unknown> {
  const settings = (seed: number) => pathOf(problem, steps, seed);
  switch (work) {
    case 'simulation':
      return (seed) => simulate(settings(seed)).forEach(() => undefined);
    case 'stream':
      return (seed) => estimateByStream(problem, beta, steps, seed);
    case 'stream by WebAssembly':
      return (seed) => estimateByStream(problem, beta, steps, seed, 'wasm');
    case 'simulation of four paths':
      return (seed) => simulatePaths(pathsOf(problem, steps / PATHS, seed)).forEach(() => undefined);
    case 'four paths':
      return (seed) => estimateByPaths(problem, beta, steps / PATHS, seed);
    case 'loop':
      return async (seed) => {
        const estimator = estimatorOf(problem, beta);
        for (const batch of batchesOf(settings(seed))) estimator.update(batch);
        return Promise.resolve(estimator.estimate());
      };
    case 'estimator':
      return onStored(problem, steps, () => {
        const estimator = estimatorOf(problem, beta);
        return (batch) => estimator.update(batch);
      });
    case 'scores':
      return onStored(problem, steps, () => scoresOf(problem));
  }
}

/** GPOMDP through environment, policy, stream and estimator, without a standard error. */
export async function estimateByStream(
  problem: GradientProblem,
  beta: number,
  steps: number,
  seed: number,
  kernel: Kernel = 'auto',
): Promise<Float64Array> {
  const estimator = estimatorOf(problem, beta);
  await simulate({ ...pathOf(problem, steps, seed), kernel }).forEach((batch) => estimator.update(batch));
  return estimator.estimate().gradient;
}

type Kernel = NonNullable<SimulationSettings['kernel']>;

/** How many paths are estimated from together. */
const PATHS = 4;

/** The mean of GPOMDP on four paths of so many steps, of seeds from `seed` on, which take their steps in turn. */
export async function estimateByPaths(
  problem: GradientProblem,
  beta: number,
  steps: number,
  seed: number,
  kernel: Kernel = 'auto',
): Promise<Float64Array> {
  const estimators = Array.from({ length: PATHS }, () => estimatorOf(problem, beta));
  await simulatePaths({ ...pathsOf(problem, steps, seed), kernel }).forEach(({ path, batch }) =>
    estimators[path]!.update(batch),
  );
  const gradients = estimators.map((estimator) => estimator.estimate().gradient);
  return gradients[0]!.map((_, k) => gradients.reduce((sum, each) => sum + each[k]! / PATHS, 0));
}

function pathsOf({ environment, policy }: GradientProblem, steps: number, seed: number) {
  const paths = Array.from({ length: PATHS }, (_, path) => ({
    environmentRandom: randomStream(seed + path, 'environment'),
    policyRandom: randomStream(seed + path, 'policy'),
    steps,
  }));
  return { environment, policy, paths };
}

function estimatorOf({ model, policy }: GradientProblem, beta: number): Estimator {
  const settings = gpomdp.options.parse({ beta, standardErrors: false });
  return gpomdp.create(settings, policy, undefined, model && (() => model));
}

/** Up to so many cells an estimator has two numbers for each, one of even rows and one of odd ones: see `CellSpace` of the estimators. */
const FEW_CELLS = 256;

/** Σ_t ∇log μ(u_t | y_t) as an estimator adds it up: by cells where the policy has some. */
function scoresOf({ policy }: GradientProblem): (batch: StepBatch) => void {
  const { scoreCells, parameters } = policy;
  const size = scoreCells?.size ?? parameters.length;
  const odd = scoreCells && size <= FEW_CELLS ? size : 0;
  const into = new Float64Array(size + odd);
  const weights = new Float64Array(DEFAULT_BATCH_SIZE).fill(1);
  const rows = new Int32Array(DEFAULT_BATCH_SIZE);
  if (!scoreCells) return (batch) => addScores(policy, batch, weights, into);
  if (scoreCells.add) return (batch) => scoreCells.add?.(batch, weights, into, odd);
  return (batch) => {
    scoreCells.write(batch, rows);
    for (let i = 0; i < batch.length; i++) into[rows[i]! + (i & 1) * odd]! += weights[i]!;
  };
}

/** A copy of a batch, which is lent; its columns have no more rows than it has. */
function copyOf(batch: StepBatch): StepBatch {
  const column = ({ width, values }: Column): Column => ({
    width,
    values: values.slice(0, batch.length * Math.max(1, width)),
  });
  const { length, ending, next, memory } = batch;
  return {
    ...{ length, ending, next },
    observations: column(batch.observations),
    actions: column(batch.actions),
    rewards: batch.rewards.slice(0, length),
    memory: memory && { before: column(memory.before), after: column(memory.after) },
  };
}

/** Work on batches of one path that were made before, again and again: as many as fit into a cache. */
function onStored(
  problem: GradientProblem,
  steps: number,
  make: () => (batch: StepBatch) => void,
): () => Promise<unknown> {
  const path = pathOf(problem, Math.min(steps, 2 ** 15), 1);
  const stored = Array.from(batchesOf(path), (batch) => copyOf(batch));
  return async () => {
    const work = make();
    for (let done = 0, i = 0; done < steps; i = (i + 1) % stored.length) {
      work(stored[i]!);
      done += stored[i]!.length;
    }
    return Promise.resolve();
  };
}

/** What simulates a path of a problem. */
export function pathOf(
  { environment, policy }: GradientProblem,
  steps: number,
  seed: number,
): SimulationSettings {
  return {
    environment,
    policy,
    steps,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  };
}
