import { InputError, shortened } from '@pomdp-gym/contracts';
import {
  type AverageBracket,
  besideOptimum,
  standingOptimum,
  type StandingOptimum,
} from '@pomdp-gym/experiment';
import type { CellRow, RowsQuestion, StudyRowsPage } from './calls.js';
import { type CellSummary, cellSummary } from './cell-summary.js';
import { type KnownBracket, raisedByRuns } from './known-optima.js';
import type { StudyRows } from './study-rows.js';
import { readOrder, sorted } from './table-order.js';
import { pageOf } from './table-page.js';
import { Turns } from './turns.js';

/** Characters of a name that are shown. */
export const NAME = 300;

/** The agents and the environments of a study in a table, each cell beside the bracket of its environment. */
export class StudyTable {
  /** What is known of cells; a run that comes makes that of its cell be made anew. */
  private readonly summaries = new Map<number, CellSummary>();
  private readonly brackets = new Map<number, AverageBracket>();
  private readonly found = new Map<number, KnownBracket>();

  constructor(private readonly rows: StudyRows) {}

  /** Forgets what depends on the runs of a cell. */
  changed(cell: number): void {
    this.summaries.delete(cell);
    this.brackets.delete(this.rows.placeOf(cell).environment);
  }

  /** Keeps what is known of the optimum of an environment. */
  setBracket(environment: number, known: KnownBracket): void {
    this.found.set(environment, known);
    this.brackets.delete(environment);
  }

  /** A page of what the study is narrowed to. */
  async page(question: RowsQuestion, signal: AbortSignal): Promise<StudyRowsPage> {
    const cells = await this.ordered(question, signal);
    const { rows, ...place } = pageOf(cells, question.page, question.cell);
    return { ...place, rows: await this.rowsOf(rows, signal) };
  }

  /** All rows of what the study is narrowed to. */
  async all(question: RowsQuestion, signal: AbortSignal): Promise<readonly CellRow[]> {
    return this.rowsOf(await this.ordered(question, signal), signal);
  }

  async row(cell: number, signal: AbortSignal): Promise<CellRow> {
    const [row] = await this.rowsOf([cell], signal);
    return row!;
  }

  /** The bracket of the optimum of an environment; undefined while it is not known. */
  private bracketOf(environment: number): AverageBracket | undefined {
    const known = this.found.get(environment);
    if (!known) return undefined;
    const raised = this.brackets.get(environment) ?? raisedByRuns(known, this.rows, environment);
    this.brackets.set(environment, raised);
    return raised;
  }

  private async ordered(question: RowsQuestion, signal: AbortSignal): Promise<readonly number[]> {
    const cells = this.narrowed(question);
    const { column, isDescending } = readOrder(question.order);
    if (column === '') return cells;
    if (!isColumn(column)) throw new InputError(`The table has no column ${column} to sort by.`);
    const rows = new Map((await this.rowsOf(cells, signal)).map((row) => [row.cell, row]));
    return sorted(cells, (cell) => columns[column](rows.get(cell)!), isDescending);
  }

  private narrowed({ environment, agent }: RowsQuestion): number[] {
    const all = Array.from({ length: this.rows.cells }, (_, cell) => cell);
    return all.filter(
      (cell) =>
        (environment < 0 || this.rows.placeOf(cell).environment === environment) &&
        (agent < 0 || this.rows.placeOf(cell).agent === agent),
    );
  }

  private async rowsOf(cells: readonly number[], signal: AbortSignal): Promise<CellRow[]> {
    const rows: CellRow[] = [];
    const optima = new Map<number, StandingOptimum>();
    const turns = new Turns(signal);
    for (const cell of cells) {
      const { environment } = this.rows.placeOf(cell);
      const optimum = optima.get(environment) ?? (await this.optimumOf(environment, turns));
      optima.set(environment, optimum);
      rows.push(this.rowOf(cell, optimum));
      await turns.pass();
    }
    return rows;
  }

  /** η* of an environment. What any of its agents earns may exceed the optimum that it states. */
  private async optimumOf(environment: number, turns: Turns): Promise<StandingOptimum> {
    const { length } = this.rows.study.agents;
    const all: CellSummary[] = [];
    for (let cell = environment * length; cell < (environment + 1) * length; cell++) {
      all.push(this.summaryOf(cell));
      await turns.pass();
    }
    const found = this.bracketOf(environment);
    return standingOptimum(found?.known, found?.average.bracket ?? null, all);
  }

  private summaryOf(cell: number): CellSummary {
    const known = this.summaries.get(cell) ?? cellSummary(this.rows, cell);
    this.summaries.set(cell, known);
    return known;
  }

  private rowOf(cell: number, standing: StandingOptimum): CellRow {
    const { environment, agent } = this.rows.placeOf(cell);
    const found = this.bracketOf(environment);
    const summary = this.summaryOf(cell);
    const placed = besideOptimum(summary, found, standing);
    const { bracket, bracketAbsent, interval, ...shown } = placed;
    return {
      ...shown,
      ...{ cell, environmentIndex: environment, agentIndex: agent },
      environment: shortened(this.rows.environmentOf(cell).name, NAME),
      agent: shortened(this.rows.agentOf(cell).name, NAME),
      // Until the optimum is looked for: what the runs state.
      fractionOfOptimum: found ? placed.fractionOfOptimum : summary.fractionOfOptimum,
      interval: interval?.kind ?? null,
      coverage: interval?.coverage?.worst ?? null,
      optimumLower: bracket?.lower ?? null,
      optimumUpper: bracket?.upper ?? null,
      optimumBasis: bracket?.basis ?? null,
      optimumAbsent: found ? bracketAbsent : 'It is looked for.',
    };
  }
}

/** What rows are sorted by. */
const columns = {
  environment: (row) => row.environmentIndex,
  agent: (row) => row.agentIndex,
  mean: (row) => row.mean,
  low: (row) => row.low,
  optimum: (row) => row.optimumUpper,
  fraction: (row) => row.fractionOfOptimum,
  steps: (row) => row.steps,
  runs: (row) => row.runs,
  failures: (row) => row.failures,
} satisfies Record<string, (row: CellRow) => number | null>;

function isColumn(name: string): name is keyof typeof columns {
  return Object.hasOwn(columns, name);
}
