import type { Provenance } from '../results/provenance.js';
import { LinesFolder } from './lines-folder.js';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import type { RunStore } from '../results/run-study.js';
import type { RunDescription } from '@pomdp-gym/contracts';
import { runsOf, type Study } from '../study/study.js';

/** The folder of a study: `study.yaml`, and a line of `runs.jsonl` for each of its runs. */
export class ResultsFolder implements RunStore {
  private constructor(private readonly folder: LinesFolder<RunRecord>) {}

  /**
   * Opens a folder to begin a study in, or to go on with it; refuses one that holds anything else.
   *
   * @param originOf a digest of the code and the data that a run follows from: a run with another one is done again.
   */
  static open(
    path: string,
    study: Study,
    provenance: Provenance,
    originOf: (run: RunDescription) => string = () => provenance.build,
  ): ResultsFolder {
    const runs = runsOf(study);
    const folder = LinesFolder.open(path, {
      of: 'study',
      description: study,
      provenance,
      lines: 'runs',
      count: runs.length,
      schema: runRecordSchema,
      numberOf: ({ run }) => run,
      originOf: (run) => originOf(runs[run]!),
    });
    return new ResultsFolder(folder);
  }

  get path(): string {
    return this.folder.path;
  }

  /** The runs that are done, by number. */
  get records(): ReadonlyMap<number, RunRecord> {
    return this.folder.lines;
  }

  /** How many lines were found that other code or other data made: their runs are to be done again. */
  get stale(): number {
    return this.folder.stale;
  }

  /** Counts the runs that timed out as not done. */
  forgetTimedOut(): void {
    for (const { run, status } of [...this.records.values()])
      if (status === 'timed out') this.folder.forget(run);
  }

  append(record: RunRecord, seconds: number): void {
    this.folder.append(record, seconds);
  }

  /** Writes a file beside the runs, such as a report, whole or not at all. */
  write(name: string, text: string): void {
    this.folder.write(name, text);
  }

  /** Seconds of wall time by run, as far as they are known. */
  timings(): Map<number, number> {
    return this.folder.timings();
  }
}
