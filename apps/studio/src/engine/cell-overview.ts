import { shortened } from '@pomdp-gym/contracts';
import { summaryInterval } from '@pomdp-gym/experiment';
import { mean, Replicates } from '@pomdp-gym/statistics';
import type { CellOverview } from './calls.js';
import type { StudyRows } from './study-rows.js';

/** Characters of a name that are shown. */
export const NAME = 300;

/** How the agent of a cell does, over its runs; the figures are those of `summarize`. */
export function cellOverview(rows: StudyRows, cell: number): CellOverview {
  const { columns } = rows;
  const done = rows.doneIn(cell);
  const finished = done.filter((run) => rows.isFinished(run));
  const [failed] = done.filter((run) => !rows.isFinished(run));
  const known = (column: Float64Array) => finished.filter((run) => !Number.isNaN(column[run]));
  const meanOf = (column: Float64Array) => meanOr(known(column).map((run) => column[run]!));
  const rewards = known(columns.averageReward).map(
    (run) => [rows.seedOf(run), columns.averageReward[run]!] as const,
  );
  const { low, high, interval } = summaryInterval(Replicates.bySeed(rewards));
  return {
    environment: shortened(rows.environmentOf(cell).name, NAME),
    agent: shortened(rows.agentOf(cell).name, NAME),
    runs: finished.length,
    failures: done.length - finished.length,
    firstFailure: failed === undefined ? null : (columns.errors.get(failed) ?? null),
    ...{ mean: meanOr(Replicates.bySeed(rewards).scores), low, high },
    interval: interval && intervalText(interval),
    fractionOfOptimum: meanOf(columns.fraction),
    steps: meanOf(columns.steps),
  };
}

function meanOr(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}

function intervalText({
  kind,
  coverage,
}: NonNullable<ReturnType<typeof summaryInterval>['interval']>): string {
  return coverage ? `${kind}, coverage at worst ${(100 * coverage.worst).toFixed(1)} %` : kind;
}
