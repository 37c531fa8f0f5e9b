import type { Observable } from 'rxjs';
import type { Reference, RunDescription } from '@pomdp-gym/contracts';
import type { RunStage } from '../run/run-events.js';
import type { RunRecord } from '../run/run-record.js';
import type { RunCheckpoint } from './run-checkpoint.js';

/** A run to be done, by its number in the study. Plain JSON. */
export interface Task {
  readonly run: number;
  readonly description: RunDescription;
  /** Who follows the run. They are made where its executor is, and are no part of its description. */
  readonly trackers?: readonly Reference[] | undefined;
  /** Where the run was stopped, if it goes on. */
  readonly checkpoint?: RunCheckpoint | undefined;
}

/** A report of a task: its progress, or its record once it is done. Plain JSON. */
export type TaskReport =
  | { readonly kind: 'progress'; readonly run: number; readonly steps: number }
  /** A stage of the run begins. */
  | { readonly kind: 'stage'; readonly run: number; readonly stage: RunStage }
  /** The run could go on from here, if it were stopped. */
  | { readonly kind: 'checkpoint'; readonly run: number; readonly checkpoint: RunCheckpoint }
  /** `seconds` of wall time, the one thing that another time comes out otherwise. */
  | { readonly kind: 'done'; readonly record: RunRecord; readonly seconds: number };

export type { Clock } from '../run/limits.js';

/** Does tasks, in whatever order and however many at once: their records do not depend on it. */
export interface Executor {
  /** Cold; unsubscribe to stop, which loses what is in flight. */
  execute(tasks: readonly Task[]): Observable<TaskReport>;
}
