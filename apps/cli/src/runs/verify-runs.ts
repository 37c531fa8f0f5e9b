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
import type { WrittenRun } from '@pomdp-gym/experiment/node';
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

/** The lines of a folder, sorted by what can be said of them before anything is computed. */
export interface SortedRuns {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly Fault[];
  /** Runs that timed out, which cannot be computed again. */
  readonly timedOut: number;
  /** Runs whose code or data is another by now. */
  readonly otherCells: number;
}

/** Finds the run of the study that each line is of. */
export function sortRuns(
  study: Study,
  lines: Iterable<WrittenRun>,
  cellOf: (run: RunDescription) => string,
): SortedRuns {
  const runs = runsOf(study);
  const [candidates, faults]: [Candidate[], Fault[]] = [[], []];
  let [timedOut, otherCells] = [0, 0];
  for (const written of lines) {
    const { line } = written;
    if ('problem' in written) faults.push({ line, problem: written.problem });
    else if (written.record.status === 'timed out') timedOut++;
    else {
      const { record, cell } = written;
      const description = runs[record.run];
      if (!description || !isOf(record, description)) {
        faults.push({ line, problem: 'This line is of no run of the study.' });
        continue;
      }
      if (cellOf(description) !== cell) otherCells++;
      candidates.push({ line, record, description });
    }
  }
  return { candidates, faults, timedOut, otherCells };
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
