import type { Provenance } from '../results/provenance.js';
import { LinesFolder } from './lines-folder.js';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import type { RunStore } from '../results/run-study.js';
import { runsOf, type Study } from '../study/study.js';

/** The folder of a study: `study.yaml`, and a line of `runs.jsonl` for each of its runs. */
export class ResultsFolder implements RunStore {
  private constructor(private readonly folder: LinesFolder<RunRecord>) {}

  /** Opens a folder to begin a study in, or to go on with it; refuses one that holds anything else. */
  static open(path: string, study: Study, provenance: Provenance): ResultsFolder {
    const folder = LinesFolder.open(path, {
      of: 'study',
      description: study,
      provenance,
      lines: 'runs',
      count: runsOf(study).length,
      schema: runRecordSchema,
      numberOf: ({ run }) => run,
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
