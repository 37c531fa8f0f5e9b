import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Reference, RunDescription, RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { Observable } from 'rxjs';
import { Observers } from '../executors/observers.js';
import { runEvents } from '../run/run-events.js';
import { ProgressSigns } from './progress-watch.js';
import { settleLeftovers, timersSet } from './settle-leftovers.js';
import { inWatchedWorker, type WorkerSettings, workerFailure } from './worker-executor.js';

/** What a worker is sent to run under the eyes of another thread. */
export interface WatchTask {
  readonly description: RunDescription;
  /** Trackers that see its events where the run is. */
  readonly trackers: readonly Reference[];
  /** Where its events go; a null follows the last. */
  readonly port: MessagePort;
  readonly signs: SharedArrayBuffer;
}

/** Does a run inside a worker, shows its trackers every event, and posts them. A tracker that throws ends the run with what it throws. */
export async function serveEvents(
  { description, trackers, port, signs: shared }: WatchTask,
  registry: Registry,
): Promise<void> {
  const signs = new ProgressSigns(shared);
  const timers = timersSet();
  signs.give();
  const observers = new Observers(trackers, description, registry);
  await runEvents(description, registry).forEach((event) => {
    signs.give();
    observers.next(event);
    port.postMessage(event);
  });
  await observers.complete();
  await settleLeftovers(timers);
  port.postMessage(null);
}

/**
 * The events of a run that a worker does: the export `events` of the module, which calls `serveEvents`. A run that ends its worker, or
 * gives no sign of progress for as long as its patience, has failed. Cold; unsubscribe to stop.
 *
 * @param settings.trackers follow the run in the worker
 */
export function watchRun(
  description: RunDescription,
  {
    partsOf,
    trackers = [],
    ...settings
  }: Omit<WorkerSettings, 'workers' | 'planKey'> & { readonly trackers?: readonly Reference[] },
): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const { port1, port2 } = new MessageChannel();
    let steps = 0;
    port1.on('message', (event: RunEvent | null) => {
      if (event === null) subscriber.complete();
      else subscriber.next(event);
      if (event && 'steps' in event) ({ steps } = event);
    });
    const signs = new ProgressSigns();
    const task: WatchTask = { description, trackers, port: port2, signs: signs.shared };
    const stop = inWatchedWorker(settings, task, signs, description.patience, (error) => {
      const failure = workerFailure(error, description, partsOf);
      subscriber.next({ kind: 'failed', steps, ...failure });
      subscriber.complete();
    });
    return () => {
      port1.close();
      stop();
    };
  });
}
