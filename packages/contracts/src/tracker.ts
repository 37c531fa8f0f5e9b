import type { RunDescription } from './run-description.js';
import type { RunEvent } from './run-event.js';

/** Follows one run: an observer as RxJS has it. */
export interface RunObserver {
  /** An event, as it happens. The events of a run are shared: leave them as they are. */
  next(event: RunEvent): void;
  /**
   * The run could not begin, was stopped, or its thread ended: nothing follows. A run that fails by itself ends with the event
   * `failed`, and `complete`. A run whose thread ended may be tried again: it is then observed anew.
   */
  error(error: unknown): void;
  /** The run has said all it says. A run counts as done once what this returns has settled. */
  complete(): void | Promise<void>;
}

/**
 * Records runs as they go: in a file, in a database, on a page. Made in the thread of the command, one tracker a run, so that it
 * outlives a thread that a run ends; the events of runs in other threads are sent there. What it does changes nothing of the run;
 * where it throws, the command fails with what it throws.
 */
export interface Tracker {
  observe(run: RunDescription): RunObserver;
}
