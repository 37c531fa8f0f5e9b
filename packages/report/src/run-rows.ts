import type { RunDescription } from '@pomdp-gym/contracts';
import {
  metricNames,
  metricsOf,
  metricValue,
  type RunRecord,
  runsOf,
  type Study,
} from '@pomdp-gym/experiment';
import type { Datum } from '@pomdp-gym/figures';

/** A study with the runs that are done of it. */
export interface StudyRuns {
  readonly study: Study;
  /** By number. */
  readonly records: ReadonlyMap<number, RunRecord>;
  /** Seconds of wall time by run, as far as they are known. */
  timings(): ReadonlyMap<number, number>;
}

/**
 * A row for each run: what it is of, what came out, how long it took, and every option of its parts in a column of its own
 * (`optimizer.step`). A cell is null where a run has no such value.
 */
export function runRows({ study, records, timings }: StudyRuns): Datum[] {
  const seconds = timings();
  return runsOf(study).flatMap((run, number) => {
    const record = records.get(number);
    return record ? [{ ...outcome(study, record, seconds.get(number) ?? null), ...optionsOf(run) }] : [];
  });
}

function outcome(study: Study, record: RunRecord, seconds: number | null): Datum {
  const { environment, agent, seed, status, exact, steps, ended, iterates, probes, error } = record;
  const metrics = [...new Set([...metricsOf(study), 'average-reward'] as const)];
  return {
    ...{ study: study.name, environment, agent, seed, status },
    ...Object.fromEntries(metrics.map((metric) => [metric, metricValue(record, metric).value])),
    ...{ exact: Number(exact), steps, seconds, ended, iterates, probes },
    ...{ lower: record.bounds?.lower ?? null, upper: record.bounds?.upper ?? null, error },
  };
}

/** Every option of a run by its path, as sweeps name it. */
function optionsOf({ environment, agent, budget }: RunDescription): Datum {
  const unnamed = (part: object) =>
    Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'name'));
  return { budget, ...flat('environment', unnamed(environment)), ...flat('', unnamed(agent)) };
}

/** A tree as one level: the id of a recipe stands under its own path, its options under the path and their names. */
function flat(path: string, value: unknown): Datum {
  if (value === undefined) return {};
  if (typeof value === 'number' || typeof value === 'string' || value === null) return { [path]: value };
  if (typeof value !== 'object' || Array.isArray(value)) return { [path]: JSON.stringify(value) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      Object.entries(flat(pathTo(path, key, value), inner)),
    ),
  );
}

function pathTo(path: string, key: string, holder: object): string {
  const isRecipe = 'id' in holder;
  if (isRecipe && key === 'id') return path === 'environment' ? 'environment.id' : path;
  if (isRecipe && key === 'options') return path;
  return path === '' ? key : `${path}.${key}`;
}

/**
 * A row for each value: every metric of every run after its last step, and every point of its curve. `metric` is the name of the metric in
 * words, or `curve`, an average reward along the way.
 */
export function tidyRows({ study, records }: StudyRuns): Datum[] {
  return [...records.values()].flatMap((record) => {
    const { environment, agent, seed, steps } = record;
    const row = (metric: string, step: number, value: number | null) => {
      return { study: study.name, environment, agent, seed, metric, step, value };
    };
    return [
      ...record.curve.map(([step, value]) => row('curve', step, value)),
      ...metricsOf(study).map((metric) => row(metricNames[metric], steps, metricValue(record, metric).value)),
    ];
  });
}
