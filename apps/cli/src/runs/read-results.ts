import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { type RunRecord, runsOf, type Study } from '@pomdp-gym/experiment';
import { damagedLine, studyAt, timingsIn, writtenRuns } from '@pomdp-gym/experiment/node';

/** A folder of results as it is, whatever code is there now. */
export interface ReadResults {
  readonly path: string;
  readonly study: Study;
  /** By number, in the order of the study. */
  readonly records: ReadonlyMap<number, RunRecord>;
  /** What each run follows from, as a digest: equal cells, equal runs. */
  readonly cells: ReadonlyMap<number, string>;
  /** Seconds of wall time by run, as far as they are known. */
  timings(): ReadonlyMap<number, number>;
}

/**
 * Reads a folder that `compare` wrote, and runs nothing. A later line of a run replaces an earlier one, and what another study left is
 * passed over. Throws an InputError where it is no such folder, holds no run, or one of its lines was changed.
 */
export function readResults(path: string): ReadResults {
  const study = studyAt(path);
  const found = new Map<number, { readonly record: RunRecord; readonly cell: string }>();
  const asked = runsOf(study);
  for (const written of writtenRuns(path)) {
    if ('problem' in written)
      throw damagedLine(`${join(path, 'runs.jsonl')}:${written.line}`, written.problem);
    const { record, cell } = written;
    const run = asked[record.run];
    const fits = run?.environment.name === record.environment && run.agent.name === record.agent;
    if (fits && run.seed === record.seed) found.set(record.run, { record, cell });
  }
  if (found.size === 0) throw new InputError(`${path} holds no run yet: compare does them.`);
  const ordered = [...found].sort(([a], [b]) => a - b);
  return {
    path,
    study,
    records: new Map(ordered.map(([run, { record }]) => [run, record])),
    cells: new Map(ordered.map(([run, { cell }]) => [run, cell])),
    timings: () => timingsIn(path),
  };
}
