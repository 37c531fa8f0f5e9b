import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Reference, RunDescription, RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { Observable, type Subscriber } from 'rxjs';
import type { Failure } from '../executors/failed-run.js';
import { Observers } from '../executors/observers.js';
import { runEvents } from '../run/run-events.js';
import { passOn } from './pass-on.js';
import { type PathMeans, pathThreads } from './path-threads.js';
import { ProgressSigns } from './progress-watch.js';
import { settleLeftovers, timersSet } from './settle-leftovers.js';
import { inWatchedWorker, type WorkerSettings, workerFailure } from './worker-executor.js';

/** What a worker is sent to run under the eyes of another thread. */
export interface WatchTask {
  readonly description: RunDescription;
  /** Whether each episode that ends is an event. */
  readonly episodes: boolean;
  /** Where its events go; a null follows the last. */
  readonly port: MessagePort;
  readonly signs: SharedArrayBuffer;
  /** Where the paths of its gradients find threads. */
  readonly paths: PathMeans;
}

/** Does a run inside a worker, and posts its events. */
export async function serveEvents(
  { description, episodes, port, signs: shared, paths }: WatchTask,
  registry: Registry,
): Promise<void> {
  const signs = new ProgressSigns(shared);
  const threads = pathThreads(description, paths, signs);
  const timers = timersSet();
  signs.give();
  try {
    await runEvents(description, registry, undefined, { episodes, paths: threads?.run }).forEach((event) => {
      signs.give();
      port.postMessage(event);
    });
  } finally {
    await threads?.end();
  }
  await settleLeftovers(timers);
  port.postMessage(null);
}

/** What `watchRun` is given besides the run. */
export interface WatchSettings extends Omit<WorkerSettings, 'workers' | 'planKey'> {
  /** Follow the run in this thread: they outlive a worker that ends. */
  readonly trackers?: readonly Reference[];
}

/**
 * The events of a run that a worker does: the export `events` of the module, which calls `serveEvents`. A run that ends its worker, or
 * gives no sign of progress for as long as its patience, has failed. It completes once its trackers have; what one of them throws is
 * the error. Cold; unsubscribe to stop.
 */
export function watchRun(description: RunDescription, settings: WatchSettings): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const { partsOf, makeTracker, trackers = [], pathThreads: threads = 1, ...thread } = settings;
    const observers = new Observers(trackers, description, makeTracker);
    const { port1, port2 } = new MessageChannel();
    const events = new WatchedEvents(observers, subscriber);
    const take = (event: RunEvent | null) => events.take(event);
    port1.on('message', take);
    const signs = new ProgressSigns();
    const episodes = trackers.length > 0;
    const paths = { ...thread, threads };
    const task: WatchTask = { description, episodes, port: port2, signs: signs.shared, paths };
    const stop = inWatchedWorker(thread, task, signs, description.patience, (error) => {
      passOn(port1, take);
      events.fail(workerFailure(error, description, partsOf));
    });
    return () => {
      port1.close();
      stop();
      observers.error(new Error('The run was stopped.'));
    };
  });
}

/** Passes the events of a run on, and shows them to its trackers first. */
class WatchedEvents {
  private steps = 0;
  private completing = false;

  constructor(
    private readonly observers: Observers,
    private readonly subscriber: Subscriber<RunEvent>,
  ) {}

  take(event: RunEvent | null): void {
    if (event === null) this.complete();
    else {
      if ('steps' in event) this.steps = event.steps;
      this.attempt(() => this.observers.next(event));
      this.subscriber.next(event);
    }
  }

  /** The worker ended before the run did. */
  fail(failure: Failure): void {
    if (this.completing) return;
    this.attempt(() => this.observers.error(new Error(failure.error)));
    this.subscriber.next({ kind: 'failed', steps: this.steps, ...failure });
    this.subscriber.complete();
  }

  private complete(): void {
    this.completing = true;
    this.observers.complete().then(
      () => this.subscriber.complete(),
      (error: unknown) => this.subscriber.error(error),
    );
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.subscriber.error(error);
    }
  }
}
