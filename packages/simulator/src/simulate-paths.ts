import type { Random, StepBatch } from '@pomdp-gym/contracts';
import { drawsFromItsModel } from '@pomdp-gym/models';
import { concat, map, Observable } from 'rxjs';
import { FourPaths } from './four-paths.js';
import { LANES } from './frame-places.js';
import { MoveReader } from './move-reader.js';
import { movesOf } from './moves.js';
import { DEFAULT_BATCH_SIZE, requireCounts, simulate, type SimulationSettings } from './simulate.js';
import { KERNEL_STEPS_A_TURN } from './steps-a-turn.js';
import { drawsAhead } from './tabular-kernel.js';
import { runInTurns } from './turns.js';

/** A path of its own: its streams, and its steps. */
export interface PathStreams {
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  readonly steps: number;
}

/** Several paths of one environment under one policy. */
export interface PathsSettings extends Omit<SimulationSettings, keyof PathStreams | 'cutEvery' | 'learner'> {
  readonly paths: readonly PathStreams[];
}

/** A batch of one of several paths, counted from 0. Lent, as every batch. */
export interface PathBatch {
  readonly path: number;
  readonly batch: StepBatch;
}

/** Steps a path from which on tables and streams are worth writing for four paths in turn. */
const LEAST_STEPS = 1024;

/**
 * Independent paths of one environment under one policy: each has the batches that `simulate` gives it alone. Where the kernel in
 * WebAssembly applies, four paths at a time take their steps in turn, which is faster; else the paths follow one another.
 */
export function simulatePaths(settings: PathsSettings): Observable<PathBatch> {
  const { paths } = settings;
  for (const { steps } of paths) requireCounts({ ...settings, steps });
  const firsts = paths.map((_, path) => path).filter((path) => path % LANES === 0);
  return concat(...firsts.map((first) => together(settings, first, paths.slice(first, first + LANES))));
}

/** At most four paths, the first of which has the number `first`. */
function together(
  settings: PathsSettings,
  first: number,
  paths: readonly PathStreams[],
): Observable<PathBatch> {
  return new Observable((subscriber) => {
    const four = fourPaths(settings, paths);
    if (!four) return inOrder(settings, first, paths).subscribe(subscriber);
    subscriber.add(() => four.end());
    const all = paths.reduce((sum, { steps }) => sum + steps, 0);
    return runInTurns(subscriber, all, KERNEL_STEPS_A_TURN, () =>
      four.fill((path, batch) => subscriber.next({ path: first + path, batch })),
    );
  });
}

function inOrder(
  settings: PathsSettings,
  first: number,
  paths: readonly PathStreams[],
): Observable<PathBatch> {
  return concat(
    ...paths.map((streams, path) =>
      simulate({ ...settings, ...streams }).pipe(map((batch) => ({ path: first + path, batch }))),
    ),
  );
}

/** Undefined where the paths are to follow one another. */
function fourPaths(settings: PathsSettings, paths: readonly PathStreams[]): FourPaths | undefined {
  const { environment, policy, path = 'auto', kernel = 'auto', batchSize = DEFAULT_BATCH_SIZE } = settings;
  const isWorthIt = kernel === 'wasm' || paths.every(({ steps }) => steps >= LEAST_STEPS);
  const moves = movesOf(policy);
  if (path === 'generic' || kernel === 'typescript' || !isWorthIt || !moves) return undefined;
  if (!drawsFromItsModel(environment) || !areDistinct(paths)) return undefined;
  const { sampler } = environment;
  const reader = new MoveReader(sampler, policy, moves);
  const { episodeLimit = Infinity } = settings;
  const tasks = paths.flatMap(({ environmentRandom, policyRandom }) =>
    drawsAhead(environmentRandom) && drawsAhead(policyRandom)
      ? [{ sampler, moves: reader, environmentRandom, policyRandom, episodeLimit }]
      : [],
  );
  const steps = paths.map((streams) => streams.steps);
  const four =
    tasks.length === paths.length
      ? FourPaths.take({ tasks, steps, policy, environment, batchSize })
      : undefined;
  if (!four) reader.end();
  return four;
}

function areDistinct(paths: readonly PathStreams[]): boolean {
  const streams = paths.flatMap(({ environmentRandom, policyRandom }) => [environmentRandom, policyRandom]);
  return new Set(streams).size === streams.length;
}
