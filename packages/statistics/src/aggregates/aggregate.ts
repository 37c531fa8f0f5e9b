/** The scores of an agent: the runs of each task. Tasks are strata: their seeds are drawn apart. */
export type TaskScores = readonly ArrayLike<number>[];

/** One number for the runs of an agent on several tasks. */
export interface Aggregate {
  readonly name: string;
  of(tasks: TaskScores): number;
  /** The estimated standard deviation of that number; absent where no formula is known, as for a median. */
  standardError?(tasks: TaskScores): number;
}
