import type { RunCheckpoint } from '../executors/run-checkpoint.js';
import type { Provenance } from '../results/provenance.js';
import { CheckpointFiles } from './checkpoint-files.js';
import { growFolder } from './grow-folder.js';
import { addIncident, type Incident, incidentsIn } from './incidents.js';
import { keptRuns } from './kept-runs.js';
import { LinesFolder } from './lines-folder.js';
import { inFolder } from './usable-folder.js';
import { type RunRecord, runRecordSchema } from '../run/run-record.js';
import { recordDigest } from './record-digest.js';
import type { Outcome } from '../executors/cell-queue.js';
import type { RunStore } from '../results/run-study.js';
import type { RunDescription } from '@pomdp-gym/contracts';
import { runsOf, type Study } from '../study/study.js';

/**
 * The folder of a study: `study.yaml`, and a line of `runs.jsonl` for each of its runs. A line is a cell: it holds what came out of
 * the run, and the id of what the run follows from (`origin`). The folder grows with its study, and takes cells from other folders.
 */
export class ResultsFolder implements RunStore {
  private readonly checkpoints: CheckpointFiles;

  private constructor(
    private readonly folder: LinesFolder<RunRecord>,
    private readonly runs: readonly RunDescription[],
    private readonly cellOf: (run: number) => string,
    private readonly versions: Provenance['versions'],
  ) {
    this.checkpoints = new CheckpointFiles(folder.path);
  }

  /**
   * Opens a folder to begin a study in, or to go on with it, or with one that has more runs; refuses one that holds anything else.
   *
   * @param originOf names the cell of a run, by all that it follows from: a run with another one is done again.
   */
  static open(
    path: string,
    study: Study,
    provenance: Provenance,
    originOf: (run: RunDescription) => string = () => provenance.build,
  ): ResultsFolder {
    const runs = runsOf(study);
    const known = new Map<number, string>();
    const cellOf = (run: number) => {
      const cell = known.get(run) ?? originOf(runs[run]!);
      known.set(run, cell);
      return cell;
    };
    growFolder(path, study);
    const folder = LinesFolder.open(path, {
      of: 'study',
      description: study,
      provenance,
      lines: 'runs',
      count: runs.length,
      schema: runRecordSchema,
      numberOf: ({ run }) => run,
      originOf: cellOf,
    });
    const opened = new ResultsFolder(folder, runs, cellOf, provenance.versions);
    opened.forgetImpatient(study.patience);
    return opened;
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

  /**
   * Takes the runs that are missing here from another folder, where it has their cells.
   *
   * @returns how many.
   */
  takeFrom(folder: string): number {
    const missing = new Map<string, number>();
    for (const run of this.runs.keys()) if (!this.records.has(run)) missing.set(this.cellOf(run), run);
    if (missing.size === 0) return 0;
    const kept = keptRuns(folder, new Set(missing.keys()));
    for (const [cell, { record, seconds }] of kept) this.take(missing.get(cell)!, record, seconds);
    return kept.size;
  }

  /**
   * Takes the result of a run of this study that was done elsewhere, with its line as it is. One that differs from the result that is here
   * is kept beside it, as an incident. A run that timed out says nothing of its result: any other replaces it.
   *
   * @returns `other` where the result is of other code or other data, and is left out.
   */
  receive({ record, cell }: Incident, seconds: number): Outcome | 'other' {
    const { run, environment, agent, seed } = record;
    const own = this.runs[run];
    const isOfRun = own?.environment.name === environment && own.agent.name === agent && own.seed === seed;
    if (!isOfRun || this.cellOf(run) !== cell) return 'other';
    const known = this.records.get(run);
    if (!known || (known.status === 'timed out' && record.status !== 'timed out')) {
      this.folder.append(record, seconds);
      inFolder(this.path, () => this.checkpoints.remove(run));
      return 'kept';
    }
    if (record.status === 'timed out' || recordDigest(known) === recordDigest(record)) return 'confirmed';
    inFolder(this.path, () => addIncident(this.path, { record, cell }));
    return 'different';
  }

  /** The results that differ from those of the same runs here. */
  get incidents(): readonly Incident[] {
    return incidentsIn(this.path);
  }

  /** Keeps a record of another folder under the number and the names that its run has here. */
  private take(run: number, record: RunRecord, seconds: number): void {
    const { environment, agent } = this.runs[run]!;
    this.folder.append({ ...record, run, environment: environment.name, agent: agent.name }, seconds);
  }

  /** Counts the runs that timed out as not done. */
  forgetTimedOut(): void {
    this.forgetImpatient(Infinity);
  }

  /** Counts the runs as not done that timed out under less patience. */
  private forgetImpatient(seconds: number): void {
    for (const { run, status, patience = 0 } of [...this.records.values()])
      if (status === 'timed out' && patience < seconds) this.folder.forget(run);
  }

  append(record: RunRecord, seconds: number): void {
    this.folder.append({ ...record, versions: { ...this.versions } }, seconds);
    inFolder(this.path, () => this.checkpoints.remove(record.run));
  }

  checkpointOf(run: number): RunCheckpoint | undefined {
    return this.checkpoints.read(run, this.cellOf(run));
  }

  keepCheckpoint(run: number, checkpoint: RunCheckpoint): void {
    inFolder(this.path, () => this.checkpoints.write(run, this.cellOf(run), checkpoint));
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
