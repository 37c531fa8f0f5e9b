import type { Environment, Estimator, GradRequest, ParametricPolicy, Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { DEFAULT_BATCH_SIZE, simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { fromEvent, NEVER, takeUntil, takeWhile } from 'rxjs';
import { EstimateOnRequest } from './estimate-on-request.js';
import type { PathEstimate, PathJob } from './path-job.js';

/** What paths are run with. */
export interface PathSettings extends Pick<SimulationSettings, 'batchSize' | 'episodeLimit' | 'path'> {
  readonly environment: Environment;
  readonly policy: ParametricPolicy;
  readonly estimator: Estimator;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Is given each batch of the path, lent. */
  readonly onBatch?: GradRequest['onBatch'];
}

/** Runs one path here and now, from a reset, with random streams of its own. */
export async function runPath(job: PathJob, settings: PathSettings): Promise<PathEstimate> {
  const {
    policy,
    estimator,
    seed,
    signal,
    onBatch,
    batchSize = DEFAULT_BATCH_SIZE,
    ...simulation
  } = settings;
  const { theta, steps, stream, every } = job;
  policy.parameters.set(theta);
  const estimate = new EstimateOnRequest(estimator, policy, requestOf(job, onBatch));
  await simulate({
    ...simulation,
    policy,
    steps,
    batchSize: Math.min(batchSize, every ?? batchSize, estimator.lookEvery ?? batchSize),
    ...pathStreams(seed, stream),
  })
    .pipe(
      takeUntil(signal ? fromEvent(signal, 'abort') : NEVER),
      takeWhile((batch) => estimate.update(batch)),
    )
    .forEach(() => undefined);
  signal?.throwIfAborted();
  return estimate.asData();
}

/** What a job asks of the estimate of its path. */
export function requestOf(job: PathJob, onBatch: GradRequest['onBatch']): GradRequest {
  const { every, direction, sign, fisher } = job;
  return {
    ...(every !== undefined && { every }),
    ...(direction && { direction }),
    ...(sign && { sign }),
    ...(fisher && { fisher }),
    ...(onBatch && { onBatch }),
  };
}

/** The random streams of a path. */
export function pathStreams(
  seed: number,
  stream: PathJob['stream'],
): { readonly environmentRandom: Random; readonly policyRandom: Random } {
  return {
    environmentRandom: randomStream(seed, 'path', ...stream, 'environment'),
    policyRandom: randomStream(seed, 'path', ...stream, 'policy'),
  };
}
