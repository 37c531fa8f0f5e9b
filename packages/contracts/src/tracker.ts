import type { RunDescription } from './run-description.js';
import type { RunEvent } from './run-event.js';

/** Follows one run: an observer as RxJS has it. */
export interface RunObserver {
  /** An event, as it happens. The events of a run are shared: leave them as they are. */
  next(event: RunEvent): void;
  /** The run could not begin, or was stopped: nothing follows. */
  error(error: unknown): void;
  /** The run has said all it says. A run counts as done once what this returns has settled. */
  complete(): void | Promise<void>;
}

/**
 * Records runs as they go: in a file, in a database, on a page. Made where the run is, in a worker thread too, one tracker a
 * run. What it does changes nothing of the run; where it throws, the task fails with what it throws.
 */
export interface Tracker {
  observe(run: RunDescription): RunObserver;
}
