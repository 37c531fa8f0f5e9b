import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { rehearse, type RunDescription } from '@pomdp-gym/experiment';
import {
  serveEvents,
  serveTask,
  type WatchTask,
  type WorkerResult,
  type WorkerTask,
} from '@pomdp-gym/experiment/node';
import { type MadeReplicate, makeReplicate, type ReplicateTask } from '@pomdp-gym/reproduction';
import { clock } from './clock.js';
import { openRegistry } from './open-registry.js';
import { logToStandardError } from './terminal/log-to-standard-error.js';
import type { EstimatesQuestion } from './threads/post-estimates.js';
import type { CheckQuestion } from './threads/post-outcomes.js';
import { type Refusal, refusalOf, type ThreadTask } from './threads/thread-task.js';

/** What a worker must know to make the same registry as the main thread. */
export interface WorkerPlugins {
  readonly plugins: readonly string[];
  readonly from: string;
}

logToStandardError();
const { plugins, from } = workerData as WorkerPlugins;
const registry = openRegistry(plugins, from);
// What ends it is thrown where a task awaits it, which may be later.
registry.catch(() => undefined);

/** Does a run of a study, or makes a replicate of an experiment, in this thread. Called by the pool. */
export default async function work(task: WorkerTask | ReplicateTask): Promise<WorkerResult | MadeReplicate> {
  return 'replication' in task
    ? makeReplicate(task, await registry, clock)
    : serveTask(task, await registry, clock);
}

/** Does a run in this thread, and posts its events. Called by the pool, by this name. */
export async function events(task: WatchTask): Promise<void> {
  return serveEvents(task, await registry);
}

/** Holds a plugin to its rules in this thread, and posts its outcomes. Called by `check`, by this name. */
export async function outcomes({ question, port }: ThreadTask<CheckQuestion>): Promise<Refusal | undefined> {
  const { postOutcomes } = await import('./threads/post-outcomes.js');
  return refusalOf(async () =>
    postOutcomes(question, await registry, (message) => port.postMessage(message)),
  );
}

/** Estimates gradients in this thread, and posts those of each run. Called by `analyze`, by this name. */
export async function estimates({
  question,
  port,
}: ThreadTask<EstimatesQuestion>): Promise<Refusal | undefined> {
  const { postEstimates } = await import('./threads/post-estimates.js');
  return refusalOf(async () => postEstimates(question, await registry, (run) => port.postMessage(run)));
}

/** Why the solver of a run refuses its model, where it does. Called by the pool, by this name. */
export async function rehearsal(run: RunDescription): Promise<string | undefined> {
  return rehearse(run, await registry);
}
