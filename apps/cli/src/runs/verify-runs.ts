import type { RunDescription } from '@pomdp-gym/contracts';
import {
  asItEnded,
  type Executor,
  recordDifference,
  type RunRecord,
  runsOf,
  type Study,
  type TaskReport,
} from '@pomdp-gym/experiment';
import { damageText, type LineDamage, type WrittenRun } from '@pomdp-gym/experiment/node';
import { randomStream } from '@pomdp-gym/numerics';
import { filter, map, type Observable } from 'rxjs';

/** What is wrong with a line of results. */
export interface Fault {
  readonly line: number;
  readonly problem: string;
}

/** A line whose run is to be computed again. */
export interface Candidate {
  readonly line: number;
  readonly record: RunRecord;
  readonly description: RunDescription;
}

/** The runs of a folder, sorted by what can be said of them before anything is computed. */
export interface SortedRuns {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly Fault[];
  /** Runs that timed out, which cannot be computed again. */
  readonly timedOut: number;
  /** Runs whose code or data is another by now. */
  readonly otherCells: number;
}

/** Sorts the runs that the lines are of; the last line of a run replaces the earlier ones, as it does for all who read the folder. */
export function sortRuns(
  study: Study,
  lines: Iterable<WrittenRun>,
  cellOf: (run: RunDescription) => string,
): SortedRuns {
  const { found, faults } = lastLines(runsOf(study), lines);
  const written = found.filter(({ record }) => record.status !== 'timed out');
  return {
    candidates: written,
    faults,
    timedOut: found.length - written.length,
    otherCells: written.filter(({ description, cell }) => cellOf(description) !== cell).length,
  };
}

interface FoundRun extends Candidate {
  readonly cell: string;
}

/** The last line of each run, in the order of the lines, and the lines that are of none. */
function lastLines(runs: readonly RunDescription[], lines: Iterable<WrittenRun>) {
  const faults: Fault[] = [];
  const last = new Map<number, FoundRun>();
  for (const written of lines) {
    const { line } = written;
    const found = 'problem' in written ? written.problem : foundRun(runs, written);
    if (typeof found === 'string') faults.push({ line, problem: damageText(found) });
    else last.set(found.record.run, found);
  }
  return { found: [...last.values()].sort((a, b) => a.line - b.line), faults };
}

function foundRun(
  runs: readonly RunDescription[],
  { line, record, cell }: Extract<WrittenRun, { record: unknown }>,
): FoundRun | LineDamage {
  const description = runs[record.run];
  if (!description || !isOf(record, description)) return 'foreign';
  return { line, record, description, cell };
}

function isOf(record: RunRecord, { environment, agent, seed }: RunDescription): boolean {
  return record.environment === environment.name && record.agent === agent.name && record.seed === seed;
}

/** A random part of the lines, at least one, in their order. */
export function shareOf(candidates: readonly Candidate[], share: number, seed: number): Candidate[] {
  const random = randomStream(seed, 'verify');
  const drawn = candidates.map((candidate) => ({ candidate, place: random.uniform() }));
  return drawn
    .sort((a, b) => a.place - b.place)
    .slice(0, Math.ceil(share * candidates.length))
    .map(({ candidate }) => candidate)
    .sort((a, b) => a.line - b.line);
}

/** A run that was computed again: undefined where it came out as it is written. */
export interface Verdict {
  readonly candidate: Candidate;
  readonly problem: string | undefined;
}

/**
 * Computes runs again. One that a limit of seconds ended is repeated with the steps it had.
 *
 * @param onReport is called with every report of the runs.
 */
export function computeAgain(
  candidates: readonly Candidate[],
  executor: Executor,
  onReport: (report: TaskReport) => void,
): Observable<Verdict> {
  const byRun = new Map(candidates.map((candidate) => [candidate.record.run, candidate]));
  const tasks = candidates.map(({ record, description }) => ({
    run: record.run,
    description: asItEnded(description, record),
  }));
  return executor.execute(tasks).pipe(
    map((report) => {
      onReport(report);
      return report;
    }),
    filter((report) => report.kind === 'done'),
    map(({ record }) => {
      const candidate = byRun.get(record.run)!;
      return { candidate, problem: recordDifference(candidate.record, record) };
    }),
  );
}
