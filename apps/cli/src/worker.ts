import 'reflect-metadata';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { rehearse, type RunDescription } from '@pomdp-gym/experiment';
import {
  type PathReturn,
  type PathTask,
  serveEvents,
  servePath,
  serveTasks,
  threadLoaded,
  type WatchTask,
  type WorkerResult,
  type WorkerTasks,
} from '@pomdp-gym/experiment/node';
import { type MadeReplicate, makeReplicate, type ReplicateTask } from '@pomdp-gym/reproduction';
import { clock } from './clock.js';
import { openRegistry } from './open-registry.js';
import { logToStandardError } from './terminal/log-to-standard-error.js';
import { allPrinted } from './threads/all-printed.js';
import type { EstimatesQuestion } from './threads/post-estimates.js';
import type { GradientsQuestion } from './threads/post-gradients.js';
import type { GameQuestion } from './threads/post-game.js';
import type { CheckQuestion } from './threads/post-outcomes.js';
import { type Refusal, refusalOf, type ThreadTask } from './threads/thread-task.js';

/** What a worker must know to make the same registry as the main thread. */
export interface WorkerPlugins {
  readonly plugins: readonly string[];
  readonly from: string;
  /** The work that this thread is for, where it is for one piece alone. */
  readonly work?: ThreadWork;
}

/** The modules of work that not every worker does. */
const modules = {
  outcomes: () => import('./threads/post-outcomes.js'),
  estimates: () => import('./threads/post-estimates.js'),
  gradients: () => import('./threads/post-gradients.js'),
  game: () => import('./threads/post-game.js'),
};

/** Work that a command has a thread of its own for, by the export that does it. */
export type ThreadWork = keyof typeof modules;

logToStandardError();
const { plugins, from, work: own } = workerData as WorkerPlugins;
const opened = openRegistry(plugins, from);
/** The registry, once this thread has loaded all that it needs: a plugin may never give it another turn to say so. */
const registry = Promise.allSettled([opened, own && modules[own]()]).then(() => {
  parentPort?.postMessage(threadLoaded(threadId));
  return opened;
});
// What ends it is thrown where a task awaits it, which may be later.
registry.catch(() => undefined);

/** Does a run of a study, or makes a replicate of an experiment, in this thread. Called by the pool. */
export default async function work(task: WorkerTasks | ReplicateTask): Promise<WorkerResult | MadeReplicate> {
  try {
    return await ('replication' in task
      ? makeReplicate(task, await registry, clock)
      : serveTasks(task, await registry, clock));
  } finally {
    await allPrinted();
  }
}

/** Does a run in this thread, and posts its events. Called by the pool, by this name. */
export async function events(task: WatchTask): Promise<void> {
  try {
    await serveEvents(task, await registry);
  } finally {
    await allPrinted();
  }
}

/** Runs paths of a gradient in this thread. Called by the pool of a run, by this name. */
export async function path(task: PathTask): Promise<PathReturn> {
  try {
    return await servePath(task, await registry);
  } finally {
    await allPrinted();
  }
}

/** Holds a plugin to its rules in this thread, and posts its outcomes. Called by `check`, by this name. */
export async function outcomes({ question, port }: ThreadTask<CheckQuestion>): Promise<Refusal | undefined> {
  return refusalOf(async () => {
    const [ready, { postOutcomes }] = [await registry, await modules.outcomes()];
    await postOutcomes(question, ready, (message) => port.postMessage(message));
  });
}

/** Estimates gradients in this thread, and posts those of each run. Called by `analyze`, by this name. */
export async function estimates({
  question,
  port,
}: ThreadTask<EstimatesQuestion>): Promise<Refusal | undefined> {
  return refusalOf(async () => {
    const [ready, { postEstimates }] = [await registry, await modules.estimates()];
    await postEstimates(question, ready, (run) => port.postMessage(run));
  });
}

/** Estimates gradients by any estimators in this thread, and posts those of each run. Called by `gradcheck`, by this name. */
export async function gradients({
  question,
  port,
}: ThreadTask<GradientsQuestion>): Promise<Refusal | undefined> {
  return refusalOf(async () => {
    const [ready, { postGradients }] = [await registry, await modules.gradients()];
    await postGradients(question, ready, (run) => port.postMessage(run));
  });
}

/** Plays a game in this thread, by the actions that come through the port. Called by `play`, by this name. */
export async function game({ question, port }: ThreadTask<GameQuestion>): Promise<Refusal | undefined> {
  return refusalOf(async () => {
    const [ready, { postGame }] = [await registry, await modules.game()];
    await postGame(question, ready, port);
  });
}

/** Why the solver of a run refuses its model, where it does. Called by the pool, by this name. */
export async function rehearsal(run: RunDescription): Promise<string | undefined> {
  return rehearse(run, await registry);
}
