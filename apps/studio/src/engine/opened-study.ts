import { shortened } from '@pomdp-gym/contracts';
import { readStudy, runRecordSchema, type Study } from '@pomdp-gym/experiment';
import { nextTurn } from '@pomdp-gym/solving';
import type { CellDetails, CellOverview, StudyOverview } from './calls.js';
import { cellDetails } from './cell-details.js';
import { cellOverview, NAME } from './cell-overview.js';
import type { KeptRecord } from './run-columns.js';
import { type RunName, StudyRows } from './study-rows.js';

/** Cells that are listed. */
const CELLS = 500;
/** Lines that are read in one turn. */
const TURN = 200;

/** What a line of results must hold for its run to be shown; it holds more. */
const lineSchema = runRecordSchema
  .pick({
    ...{ run: true, environment: true, agent: true, seed: true, status: true, averageReward: true },
    ...{ fractionOfOptimum: true, steps: true, curve: true, error: true },
  })
  .strip();

/** A study that the page shows, with those of its runs that have been read. */
export class OpenedStudy {
  private readonly rows: StudyRows;
  /** What is known of cells; a run that comes makes that of its cell be made anew. */
  private readonly overviews = new Map<number, CellOverview>();
  /** Lines that hold no run of this study and this version. */
  private damaged = 0;

  constructor(study: Study) {
    this.rows = new StudyRows(study);
  }

  /** Throws an InputError where the text is no study. */
  static read(text: string): OpenedStudy {
    return new OpenedStudy(readStudy(text, 'study.yaml').study);
  }

  get done(): number {
    return this.rows.columns.done;
  }

  /** Takes lines of runs.jsonl, some in each turn, so that other calls are served in between. */
  async takeLines(lines: readonly string[], signal: AbortSignal): Promise<void> {
    for (const [i, line] of lines.entries()) {
      if (line !== '') this.takeLine(line);
      if (i % TURN !== TURN - 1) continue;
      await nextTurn();
      signal.throwIfAborted();
    }
  }

  /** Keeps a run, in place of what was there of it; counts what is no run of the study. */
  take(record: KeptRecord & RunName): void {
    if (this.rows.put(record)) this.overviews.delete(this.rows.cellOf(record.run));
    else this.damaged++;
  }

  /** The study as it stands. */
  overview(): StudyOverview {
    const { study, cells, columns } = this.rows;
    return {
      name: shortened(study.name, NAME),
      budget: study.budget,
      cells: Array.from({ length: Math.min(CELLS, cells) }, (_, cell) => this.overviewOf(cell)),
      cellCount: cells,
      done: columns.done,
      planned: columns.status.length,
      damaged: this.damaged,
    };
  }

  details(cell: number, signal: AbortSignal): Promise<CellDetails> {
    return cellDetails(this.rows, cell, signal);
  }

  private takeLine(line: string): void {
    const record = recordIn(line);
    if (record) this.take(record);
    else this.damaged++;
  }

  private overviewOf(cell: number): CellOverview {
    const known = this.overviews.get(cell) ?? cellOverview(this.rows, cell);
    this.overviews.set(cell, known);
    return known;
  }
}

function recordIn(line: string): (KeptRecord & RunName) | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
