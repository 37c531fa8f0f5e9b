import { metricsOf, metricValue, recordDifference, type RunRecord } from '@pomdp-gym/experiment';
import type { Metric } from '@pomdp-gym/contracts';
import type { StudyRuns } from './run-rows.js';

/** Results whose runs are known by what they follow from. */
export interface CellRuns extends StudyRuns {
  readonly cells: ReadonlyMap<number, string>;
}

/** A run of two results: by environment, agent and seed. Plain JSON. */
export interface RunDifference {
  readonly environment: string;
  readonly agent: string;
  readonly seed: number;
  /**
   * `same`: every value is equal to the bit. `other values`: one is not. `only first` and `only second`: the other results lack
   * the run.
   */
  readonly verdict: 'same' | 'other values' | 'only first' | 'only second';
  /** Whether both follow from the same code, data and options. */
  readonly sameCell: boolean;
  /** The first value that differs, in a phrase; null where none does. */
  readonly where: string | null;
  /** Second less first of each metric that both have. */
  readonly differences: Readonly<Partial<Record<Metric, number>>>;
}

/** Every run that either results have, in the order of the first. */
export function resultsDifference(first: CellRuns, second: CellRuns): RunDifference[] {
  const [left, right] = [byKey(first), byKey(second)];
  const metrics = [...new Set([...metricsOf(first.study), ...metricsOf(second.study)])];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [a, b] = [left.get(key), right.get(key)];
    if (a && b) return [difference(a, b, metrics)];
    const one = a ?? b;
    return one ? [alone(one.record, a ? 'only first' : 'only second')] : [];
  });
}

interface CellRun {
  readonly record: RunRecord;
  readonly cell: string | undefined;
}

function byKey({ records, cells }: CellRuns): Map<string, CellRun> {
  return new Map(
    [...records].map(([run, record]) => {
      const { environment, agent, seed } = record;
      return [JSON.stringify([environment, agent, seed]), { record, cell: cells.get(run) }];
    }),
  );
}

function difference(a: CellRun, b: CellRun, metrics: readonly Metric[]): RunDifference {
  const { environment, agent, seed, run } = a.record;
  const where = recordDifference(a.record, { ...b.record, run }, ['in the first', 'in the second']);
  const differences = metrics.flatMap((metric) => {
    const [x, y] = [metricValue(a.record, metric).value, metricValue(b.record, metric).value];
    return x === null || y === null ? [] : [[metric, y - x] as const];
  });
  return {
    ...{ environment, agent, seed },
    verdict: where === undefined ? 'same' : 'other values',
    sameCell: a.cell !== undefined && a.cell === b.cell,
    where: where ?? null,
    differences: Object.fromEntries(differences),
  };
}

function alone({ environment, agent, seed }: RunRecord, verdict: RunDifference['verdict']): RunDifference {
  return { environment, agent, seed, verdict, sameCell: false, where: null, differences: {} };
}
