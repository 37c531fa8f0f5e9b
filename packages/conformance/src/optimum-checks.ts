import type { Environment, FiniteModel } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import type { Driver } from './driver.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { bestControllers, canEvaluate } from './best-controllers.js';
import { play } from './walk.js';

/** Steps of one path whose rewards are averaged, in batches that follow one another; as many as two batches before are left out. */
const [BATCHES, BATCH] = [40, 5000];
/** Student's t with 39 degrees of freedom is beyond 9 with this probability. */
const [CRITICAL, FALSE_ALARM_RATE] = [9, 3e-11];
/** A start or a cycle of this many steps may shift an average over the path: so many times the range of the rewards. */
const SLACK_STEPS = 1000;

/** The rule that a known optimum is one: none where no optimum is known. */
export function optimumChecks(
  example: Environment | undefined,
  trial: EnvironmentTrial,
  seed: number,
): Check[] {
  if (!example?.optimum) return [];
  const model = example.model?.();
  const isPlayed = trial.driver !== undefined || !model || !canEvaluate(model);
  return [
    {
      name: 'No policy that is tried earns more than the known optimum.',
      ...(isPlayed && { falseAlarmRate: 2 * FALSE_ALARM_RATE }),
      run: () => notBeaten(trial, seed),
    },
  ];
}

/**
 * With a model policies are evaluated exactly: acting at random, and the best that a search finds among deterministic ones without
 * memory and with two nodes of memory. Random play without a model, and the driver, are simulated.
 */
function notBeaten(trial: EnvironmentTrial, seed: number): void {
  const model = trial.create().model?.();
  const evaluated = model !== undefined && beatsByModel(trial, model);
  if (!evaluated) beatsByPlay(trial, undefined, seed);
  if (trial.driver) beatsByPlay(trial, trial.driver, seed);
}

/** Whether the model is small enough to evaluate a policy exactly. */
function beatsByModel(trial: EnvironmentTrial, model: FiniteModel): boolean {
  const best = optimumOf(trial);
  let evaluated = false;
  for (const { name, averageReward } of bestControllers(model)) {
    evaluated = true;
    demand(
      averageReward <= best + 1e-9 * (1 + Math.abs(best)),
      () => `The optimum is said to be ${best} a step; ${name} earns ${averageReward}, by exact evaluation.`,
    );
  }
  return evaluated;
}

function optimumOf(trial: EnvironmentTrial): number {
  return trial.create().optimum?.averageReward ?? Infinity;
}

/**
 * Batch means of one path under uniformly random actions or the driver's. A mean below the optimum is taken to be above it with
 * probability 3·10⁻¹¹, where batches are close to independent and normal: losses that occur less than once in a path and carry the
 * mean would break that, as would a start of more than 10,000 steps.
 */
function beatsByPlay(trial: EnvironmentTrial, driver: Driver | undefined, seed: number): void {
  const best = optimumOf(trial);
  const { means, range } = batchMeans(trial.create(), driver, seed);
  const mean = means.reduce((sum, x) => sum + x, 0) / BATCHES;
  const variance = means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (BATCHES - 1);
  const error = Math.sqrt(variance / BATCHES);
  const margin = CRITICAL * error + (SLACK_STEPS * range) / (BATCHES * BATCH);
  demand(
    mean <= best + margin + 1e-9 * (1 + Math.abs(best)),
    () =>
      `The optimum is said to be ${best} a step; ${driver ? 'the driver' : 'acting at random'} earns ${mean} ± ${error} over ` +
      `${BATCHES * BATCH} steps.`,
  );
}

function batchMeans(
  environment: Environment,
  driver: Driver | undefined,
  seed: number,
): { means: number[]; range: number } {
  const random = randomStream(7 + seed, 'environment');
  const choices = randomStream(7 + seed, 'policy');
  const sums = new Float64Array(BATCHES + 2);
  let [t, least, most] = [0, Infinity, -Infinity];
  for (const { result } of play(environment, {
    random,
    choices,
    steps: BATCH * sums.length,
    driver,
    cut: false,
  })) {
    if (!result) continue;
    sums[Math.floor(t++ / BATCH)]! += result.reward;
    least = Math.min(least, result.reward);
    most = Math.max(most, result.reward);
  }
  return { means: Array.from(sums.subarray(2), (sum) => sum / BATCH), range: most - least };
}
