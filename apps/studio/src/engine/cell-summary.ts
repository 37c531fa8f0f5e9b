import { summaryInterval } from '@pomdp-gym/experiment';
import { mean, Replicates } from '@pomdp-gym/statistics';
import type { IntervalBasis } from '@pomdp-gym/experiment';
import type { StudyRows } from './study-rows.js';

/** How an agent does in an environment, over its runs: the figures of `summarize`. */
export interface CellSummary {
  /** The whole name of the agent. */
  readonly agent: string;
  readonly runs: number;
  readonly failures: number;
  readonly firstFailure: string | null;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: IntervalBasis | null;
  /** Whether every η is exact. */
  readonly exact: boolean;
  readonly fractionOfOptimum: number | null;
  readonly steps: number | null;
}

export function cellSummary(rows: StudyRows, cell: number): CellSummary {
  const { columns } = rows;
  const done = rows.doneIn(cell);
  const finished = done.filter((run) => rows.isFinished(run));
  const failed = done.find((run) => !rows.isFinished(run));
  const known = (column: Float64Array) => finished.filter((run) => !Number.isNaN(column[run]));
  const meanOf = (column: Float64Array) => meanOr(known(column).map((run) => column[run]!));
  const rewards = Replicates.bySeed(
    known(columns.averageReward).map((run) => [rows.seedOf(run), columns.averageReward[run]!] as const),
  );
  return {
    agent: rows.agentOf(cell).name,
    runs: finished.length,
    failures: done.length - finished.length,
    firstFailure: failed === undefined ? null : (columns.errors.get(failed) ?? null),
    mean: meanOr(rewards.scores),
    ...summaryInterval(rewards),
    exact: finished.every((run) => columns.exact[run] === 1),
    fractionOfOptimum: meanOf(columns.fraction),
    steps: meanOf(columns.steps),
  };
}

function meanOr(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
