import type { Estimator } from '@pomdp-gym/contracts';
import { DEFAULT_BATCH_SIZE, simulatePaths } from '@pomdp-gym/simulator';
import { fromEvent, NEVER, takeUntil } from 'rxjs';
import { EstimateOnRequest } from './estimate-on-request.js';
import type { PathEstimate, PathJob } from './path-job.js';
import { pathStreams, type PathSettings, requestOf, runPath } from './run-path.js';

/** What several paths are run with. */
export interface PathsSettings extends Omit<PathSettings, 'estimator'> {
  /** Alike; at least one. So many paths are run together, where the estimators end no path by themselves. */
  readonly estimators: readonly Estimator[];
}

/** The most paths that gain from being run together. */
export const MOST_TOGETHER = 4;

/**
 * Runs paths of one gradient here and now, each from a reset, with random streams of its own, to the bit as `runPath` runs each; as many
 * as there are estimators take their steps in turn where that is faster.
 */
export async function runPaths(
  jobs: readonly PathJob[],
  { estimators, ...settings }: PathsSettings,
): Promise<readonly PathEstimate[]> {
  const [estimator] = estimators;
  if (!estimator) throw new RangeError('Paths are run with one estimator or several.');
  const size = estimator.lookEvery === undefined ? estimators.length : 1;
  const estimates: PathEstimate[] = [];
  for (let first = 0; first < jobs.length; first += size) {
    const group = jobs.slice(first, first + size);
    if (group.length > 1) estimates.push(...(await runTogether(group, { ...settings, estimators })));
    else estimates.push(await runPath(group[0]!, { ...settings, estimator }));
  }
  return estimates;
}

async function runTogether(
  jobs: readonly PathJob[],
  settings: PathsSettings,
): Promise<readonly PathEstimate[]> {
  const {
    policy,
    estimators,
    seed,
    signal,
    onBatch,
    batchSize = DEFAULT_BATCH_SIZE,
    ...simulation
  } = settings;
  const { theta, every } = jobs[0]!;
  policy.parameters.set(theta);
  const estimates = jobs.map(
    (job, path) => new EstimateOnRequest(estimators[path]!, policy, requestOf(job, onBatch)),
  );
  await simulatePaths({
    ...simulation,
    policy,
    batchSize: Math.min(batchSize, every ?? batchSize),
    paths: jobs.map(({ stream, steps }) => ({ ...pathStreams(seed, stream), steps })),
  })
    .pipe(takeUntil(signal ? fromEvent(signal, 'abort') : NEVER))
    .forEach(({ path, batch }) => void estimates[path]!.update(batch));
  signal?.throwIfAborted();
  return estimates.map((estimate) => estimate.asData());
}
