import { type RunRecord, recordOf } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';
import type { Task } from './executor.js';

/** Why a run ended from outside. */
export interface Failure {
  readonly error: string;
  readonly stack?: string;
  readonly timedOut?: boolean;
}

/** The record of a run that could not say itself how it ended. */
export function failedRun({ run, description }: Task, failure: Failure): RunRecord {
  return recordOf(run, description, runState(waiting, { kind: 'failed', steps: 0, ...failure }));
}
