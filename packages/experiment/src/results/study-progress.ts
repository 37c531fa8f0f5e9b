/** How far a study is that can be started, paused and stopped. Plain JSON. */
export interface StudyProgress {
  /** `paused`: no further run begins, and those under way come to their end. `stopping`: those under way are dropped. */
  readonly phase: 'idle' | 'running' | 'paused' | 'stopping';
  readonly runs: number;
  readonly done: number;
  readonly underWay: number;
  /** Runs that the folder held at first and that other code or other data made: they are not done. */
  readonly stale: number;
  /** The part of all steps that is taken, from 0 to 1. */
  readonly share: number;
  /** Seconds that it still takes; null where that is not known. */
  readonly secondsLeft: number | null;
  /** Why it ended, where a fault ended it. */
  readonly problem: string | null;
}
