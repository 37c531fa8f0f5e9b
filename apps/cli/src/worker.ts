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

/** What a worker must know to make the same registry as the main thread. */
export interface WorkerPlugins {
  readonly plugins: readonly string[];
  readonly from: string;
}

logToStandardError();
const { plugins, from } = workerData as WorkerPlugins;
const registry = openRegistry(plugins, from);

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

/** Why the solver of a run refuses its model, where it does. Called by the pool, by this name. */
export async function rehearsal(run: RunDescription): Promise<string | undefined> {
  return rehearse(run, await registry);
}
