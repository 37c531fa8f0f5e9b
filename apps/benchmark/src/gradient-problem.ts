import { type Environment, type FiniteModel, InputError, type ParametricPolicy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { simulate, simulatePaths, type SimulationSettings } from '@pomdp-gym/simulator';
import { garnet, gpomdp, hallway, softmaxPolicy, threeState, tiger } from './measured-plugins.js';

/** A problem on which gradients are estimated: an environment with a model, and a softmax policy for it. */
export interface GradientProblem {
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly policy: ParametricPolicy;
}

const makers: Readonly<Record<string, () => Environment>> = {
  'three-state': () => threeState.create({}),
  tiger: () => tiger.create(tiger.options.parse({})),
  hallway: () => hallway.create(hallway.options.parse({})),
  'garnet-10000': () => garnet.create(garnet.options.parse({ states: 10_000, observations: 100 })),
};

/** The names of the problems. */
export const GRADIENT_PROBLEMS = Object.keys(makers);

/** One of them, θ drawn once from (−1, 1). */
export function gradientProblem(name: string): GradientProblem {
  const environment = makers[name]?.();
  if (!environment?.model)
    throw new InputError(`There is no problem ${name}; there are ${GRADIENT_PROBLEMS.join(', ')}.`);
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'parameters');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
  return { environment, model: environment.model(), policy };
}

/** The stream of step batches, as it is. */
export async function simulateSteps(
  { environment, policy }: GradientProblem,
  steps: number,
  seed: number,
  kernel?: SimulationSettings['kernel'],
): Promise<number> {
  let rewards = 0;
  await pathOf(environment, policy, steps, seed, kernel).forEach((batch) => (rewards += batch.rewards[0]!));
  return rewards;
}

/** GPOMDP through environment, policy, stream and estimator, without a standard error. */
export async function estimateByStream(
  { environment, model, policy }: GradientProblem,
  beta: number,
  steps: number,
  seed: number,
  kernel?: SimulationSettings['kernel'],
): Promise<Float64Array> {
  const settings = gpomdp.options.parse({ beta, standardErrors: false });
  const estimator = gpomdp.create(settings, policy, undefined, () => model);
  await pathOf(environment, policy, steps, seed, kernel).forEach((batch) => estimator.update(batch));
  return estimator.estimate().gradient;
}

/** How many paths are estimated from together. */
export const PATHS = 4;

/** The mean of GPOMDP on four paths, of so many steps and of seeds from `seed` on, which take their steps together. */
export async function estimateByPaths(
  { environment, model, policy }: GradientProblem,
  beta: number,
  steps: number,
  seed: number,
  kernel?: SimulationSettings['kernel'],
): Promise<Float64Array> {
  const settings = gpomdp.options.parse({ beta, standardErrors: false });
  const estimators = pathStreams(seed, steps).map(() =>
    gpomdp.create(settings, policy, undefined, () => model),
  );
  const paths = pathStreams(seed, steps);
  await simulatePaths({ environment, policy, paths, kernel: kernel ?? 'auto' }).forEach(({ path, batch }) =>
    estimators[path]!.update(batch),
  );
  const gradients = estimators.map((estimator) => estimator.estimate().gradient);
  return gradients[0]!.map((_, k) => gradients.reduce((sum, each) => sum + each[k]! / PATHS, 0));
}

/** The steps of such paths alone. */
export async function simulateTogether(
  { environment, policy }: GradientProblem,
  steps: number,
  seed: number,
  kernel?: SimulationSettings['kernel'],
): Promise<number> {
  let rewards = 0;
  const paths = pathStreams(seed, steps);
  await simulatePaths({ environment, policy, paths, kernel: kernel ?? 'auto' }).forEach(
    ({ batch }) => (rewards += batch.rewards[0]!),
  );
  return rewards;
}

function pathStreams(seed: number, steps: number) {
  return Array.from({ length: PATHS }, (_, path) => ({
    environmentRandom: randomStream(seed + path, 'environment'),
    policyRandom: randomStream(seed + path, 'policy'),
    steps,
  }));
}

function pathOf(
  environment: Environment,
  policy: ParametricPolicy,
  steps: number,
  seed: number,
  kernel: SimulationSettings['kernel'] = 'auto',
) {
  return simulate({
    environment,
    policy,
    steps,
    kernel,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  });
}
