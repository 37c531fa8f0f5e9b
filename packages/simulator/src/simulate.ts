import type { Environment, Policy, Random, StepBatch, StepwiseLearner } from '@pomdp-gym/contracts';
import { drawsFromItsModel } from '@pomdp-gym/models';
import { Observable } from 'rxjs';
import { AscentPath } from './ascent-path.js';
import { BatchBuffer } from './batch-buffer.js';
import { GenericPath } from './generic-path.js';
import { type KernelChoice, lanePath } from './lane-path.js';
import { MoveReader } from './move-reader.js';
import { LearningPath } from './learning-path.js';
import { movesOf } from './moves.js';
import type { Path } from './path.js';
import { drawsAhead, TabularKernel } from './tabular-kernel.js';
import { runInTurns } from './turns.js';
import { TypeScriptLoop } from './type-script-loop.js';

export interface SimulationSettings {
  readonly environment: Environment;
  readonly policy: Policy;
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  /** T, the steps to take, over as many episodes as they make. */
  readonly steps: number;
  /** The most steps a batch may hold. Sums made batch by batch depend on it in their last bits: part of a run's description. */
  readonly batchSize?: number;
  /** Steps after which an episode is cut off (`truncated`). */
  readonly episodeLimit?: number;
  /**
   * How steps are made. `auto` takes the kernel where it applies: the environment of a finite model whose `reset` and `step`
   * are those of `ModelEnvironment`, and a policy with a table or, where it has a memory, a controller. Both ways give the same bits; `kernel` throws where it does
   * not apply.
   */
  readonly path?: 'auto' | 'kernel' | 'generic';
  /**
   * Which kernel makes the steps where one applies. `auto` takes TypeScript for a single path, and WebAssembly for one with a learner that it
   * can run, from some hundred steps on, or more where the tables of a large model have to be copied first. Both give the same bits; `wasm`
   * throws where it does not apply.
   */
  readonly kernel?: KernelChoice;
  /**
   * Learns from each step as it is made: the batches have been learnt from. The environment is then one that `canLearnStepwise`, and `path`
   * is `auto`.
   */
  readonly learner?: StepwiseLearner;
  /** No batch crosses a whole multiple of so many steps. */
  readonly cutEvery?: number;
}

export const DEFAULT_BATCH_SIZE = 4096;

/**
 * The steps of one path of an environment under a policy, from a reset on: `steps` of them in batches, then completion.
 * The batch is lent: it is refilled after the subscribers return, so copy what you keep. Cold; unsubscribe to stop.
 */
export function simulate(settings: SimulationSettings): Observable<StepBatch> {
  const { steps, batchSize = DEFAULT_BATCH_SIZE, cutEvery = steps } = settings;
  requireCounts(settings);
  return new Observable((subscriber) => {
    const capacity = Math.min(batchSize, steps);
    const { environment, policy } = settings;
    const path = choosePath(settings, capacity);
    subscriber.add(() => path.end?.());
    const buffer = path.buffer ?? BatchBuffer.of(capacity, environment, policy.memorySpace);
    runInTurns(subscriber, steps, path.stepsATurn, (remaining) => {
      const untilCut = cutEvery - ((steps - remaining) % cutEvery);
      const batch = path.fill(buffer, Math.min(buffer.capacity, remaining, untilCut));
      const { length } = batch;
      subscriber.next(batch);
      return remaining - length;
    });
  });
}

type Counts = Pick<SimulationSettings, 'batchSize' | 'cutEvery' | 'episodeLimit'>;

/** Throws a RangeError for a number of steps, or a limit, that is no whole number from 1 on. */
export function requireCounts(settings: Counts & { readonly steps: number }): void {
  requireCount('steps', settings.steps);
  for (const name of ['batchSize', 'cutEvery', 'episodeLimit'] as const) {
    const count = settings[name];
    if (count !== undefined) requireCount(name, count);
  }
}

/** The batches of `simulate`, for a loop that takes them at once: no timer and no signal has its turn before the last. */
export function* batchesOf(settings: Omit<SimulationSettings, 'cutEvery'>): Generator<StepBatch, void> {
  requireCounts(settings);
  const { environment, policy, steps, batchSize = DEFAULT_BATCH_SIZE } = settings;
  const capacity = Math.min(batchSize, steps);
  const path = choosePath(settings, capacity);
  try {
    const buffer = path.buffer ?? BatchBuffer.of(capacity, environment, policy.memorySpace);
    for (let remaining = steps; remaining > 0; remaining -= buffer.length)
      yield path.fill(buffer, Math.min(buffer.capacity, remaining));
  } finally {
    path.end?.();
  }
}

function choosePath(settings: SimulationSettings, capacity: number): Path {
  const { environment, policy, environmentRandom, policyRandom, path = 'auto' } = settings;
  const limit = settings.episodeLimit ?? Infinity;
  if (settings.learner) return learningPath(settings, settings.learner, { limit, capacity });
  const moves = movesOf(policy);
  const drawAhead =
    drawsAhead(environmentRandom) && drawsAhead(policyRandom) && environmentRandom !== policyRandom;
  if (path !== 'generic' && moves && drawAhead && drawsFromItsModel(environment)) {
    const { sampler } = environment;
    const reader = new MoveReader(sampler, policy, moves);
    const task = { sampler, moves: reader, environmentRandom, policyRandom, episodeLimit: limit };
    if (settings.kernel === 'wasm') return lanePath(task, policy, environment, capacity);
    return new TabularKernel(task, new TypeScriptLoop(sampler));
  }
  if (path === 'kernel' || (settings.kernel === 'wasm' && path !== 'generic')) {
    throw new RangeError(
      'The tabular kernel needs the environment of a finite model, with `reset` and `step` as they come, ' +
        'a policy over finite observations, and two streams that draw ahead, as those of numerics do.',
    );
  }
  return new GenericPath(environment, policy, environmentRandom, policyRandom, limit);
}

/** Whether a learner can learn on an environment from each step as it is made: where that draws from the tables of a model. */
export function canLearnStepwise(environment: Environment): boolean {
  return drawsFromItsModel(environment);
}

function learningPath(
  {
    environment,
    policy,
    environmentRandom,
    policyRandom,
    steps,
    path = 'auto',
    kernel = 'auto',
  }: SimulationSettings,
  learner: StepwiseLearner,
  { limit, capacity }: { readonly limit: number; readonly capacity: number },
): Path {
  if (!drawsFromItsModel(environment) || path !== 'auto')
    throw new RangeError(
      'A learner learns step by step on the environment of a finite model only, with the path `auto`.',
    );
  const { sampler } = environment;
  const { ascent } = learner;
  const task = { sampler, policy, environmentRandom, policyRandom, episodeLimit: limit };
  const plan =
    ascent && kernel !== 'typescript'
      ? AscentPath.plan({ ...task, ascent }, environment, capacity)
      : undefined;
  const inKernel = plan && (kernel === 'wasm' || steps >= plan.leastSteps) ? plan.begin() : undefined;
  if (inKernel) return inKernel;
  if (kernel !== 'wasm')
    return new LearningPath(sampler, policy, learner, environmentRandom, policyRandom, limit);
  throw new RangeError(
    'The kernel in WebAssembly learns by the ascent along a trace alone, with a policy of linear preferences, on a model whose outcomes ' +
      'are drawn jointly, with streams of numerics; it needs WebAssembly with vectors, and memory for its tables.',
  );
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`${name} is a whole number from 1 on, not ${value}.`);
  }
}
