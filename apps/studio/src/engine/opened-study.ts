import { InputError, shortened } from '@pomdp-gym/contracts';
import { readStudy, type RunRecord, runRecordSchema, type Study } from '@pomdp-gym/experiment';
import { nextTurn } from '@pomdp-gym/solving';
import type {
  CellDetails,
  CellQuestion,
  CellRow,
  RowsQuestion,
  RunsPage,
  RunsQuestion,
  StudyOverview,
  StudyRowsPage,
} from './calls.js';
import { CellCurves } from './cell-curves.js';
import { type KnownBracket, optimumQuestion, type OptimumQuestion } from './known-optima.js';
import type { KeptRecord } from './run-columns.js';
import { recipeOf } from './recipe-of-cell.js';
import { listedRun, runPage } from './run-page.js';
import { type RunName, StudyRows } from './study-rows.js';
import { NAME, StudyTable } from './study-table.js';

/** Lines that are read in one turn. */
const TURN = 200;

/** What a line of results must hold for its run to be shown, its curve apart; it holds more. */
const lineSchema = runRecordSchema
  .pick({
    ...{ run: true, environment: true, agent: true, seed: true, status: true, averageReward: true },
    ...{ exact: true, halfWidth: true, fractionOfOptimum: true, steps: true, error: true },
  })
  .loose();

let opened = 0;

/** A study that the page shows, with those of its runs that have been read. */
export class OpenedStudy {
  /** Its number among those that this thread has opened. */
  private readonly id = opened++;
  /** Whether all runs that were there when it was opened have been read. */
  isWhole = false;
  /** What the bracket of the optimum of each environment depends on. */
  readonly optimumQuestions: readonly OptimumQuestion[];
  private readonly questions: readonly string[];
  private readonly rows: StudyRows;
  private readonly table: StudyTable;
  private readonly curves: CellCurves;
  /** The recipes of the cells that were looked at. */
  private readonly recipes = new Map<number, CellDetails['recipe']>();
  /** Lines that hold no run of this study and this version. */
  private damaged = 0;

  /** @param optima what is known of optima already, by the JSON of their questions. */
  constructor(study: Study, optima: ReadonlyMap<string, KnownBracket> = new Map()) {
    this.rows = new StudyRows(study);
    this.table = new StudyTable(this.rows);
    this.curves = new CellCurves(this.rows);
    this.optimumQuestions = study.environments.map((environment) => optimumQuestion(study, environment));
    this.questions = this.optimumQuestions.map((question) => JSON.stringify(question));
    for (const [environment, question] of this.questions.entries()) {
      const known = optima.get(question);
      if (known) this.table.setBracket(environment, known);
    }
  }

  /** Throws an InputError where the text is no study. */
  static read(text: string, optima?: ReadonlyMap<string, KnownBracket>): OpenedStudy {
    return new OpenedStudy(readStudy(text, 'study.yaml').study, optima);
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
    if (this.rows.put(record)) this.table.changed(this.rows.cellOf(record.run));
    else this.damaged++;
  }

  /** The study as it stands. */
  overview(): StudyOverview {
    const { study, columns } = this.rows;
    return {
      ...{ id: this.id, isWhole: this.isWhole, name: shortened(study.name, NAME), budget: study.budget },
      environments: study.environments.length,
      agents: study.agents.length,
      done: columns.done,
      planned: columns.status.length,
      damaged: this.damaged,
    };
  }

  page(question: RowsQuestion, signal: AbortSignal): Promise<StudyRowsPage> {
    return this.table.page(question, signal);
  }

  /** All rows, with all digits. */
  rowsOf(question: RowsQuestion, signal: AbortSignal): Promise<readonly CellRow[]> {
    return this.table.all(question, signal);
  }

  runs(question: RunsQuestion): RunsPage {
    return runPage(this.rows, question);
  }

  /** A cell that is looked at. Throws an InputError where the study has no such cell. */
  async details({ cell, seed }: CellQuestion, signal: AbortSignal): Promise<CellDetails> {
    const { rows } = this;
    if (!(cell < rows.cells)) throw new InputError(`The study has no row ${cell}.`);
    const curve = await this.curves.of(cell, signal);
    return {
      row: await this.table.row(cell, signal),
      curve,
      run: this.runOf(rows.runOf(cell, seed), curve.steps),
      recipe: this.recipe(cell),
    };
  }

  /** The recipe of a cell, which no run changes. */
  private recipe(cell: number): CellDetails['recipe'] {
    const { rows } = this;
    const known = this.recipes.get(cell);
    if (known !== undefined) return known;
    const [environments, agents] = [[rows.environmentOf(cell)], [rows.agentOf(cell)]];
    const recipe = recipeOf({ ...rows.study, environments, agents });
    this.recipes.set(cell, recipe);
    return recipe;
  }

  /** Keeps what is known of the optimum of its environments with this question, as JSON. */
  takeOptimum(question: string, known: KnownBracket): void {
    const environment = this.questions.indexOf(question);
    if (environment >= 0) this.table.setBracket(environment, known);
  }

  /** A run that is looked at; null where it is not done. */
  private runOf(run: number | undefined, steps: Float64Array): CellDetails['run'] {
    const { columns } = this.rows;
    if (run === undefined || columns.status[run] === 0) return null;
    const values = new Float64Array(steps.length);
    columns.valuesAt(run, steps, values);
    return { ...listedRun(this.rows, run), values };
  }

  private takeLine(line: string): void {
    const record = recordIn(line);
    if (record) this.take(record);
    else this.damaged++;
  }
}

function recordIn(line: string): (KeptRecord & RunName) | undefined {
  try {
    const record = lineSchema.safeParse(JSON.parse(line)).data;
    return record && isCurve(record['curve']) ? { ...record, curve: record['curve'] } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is a list of pairs of numbers, in a tenth of the time that the schema takes for that. */
function isCurve(value: unknown): value is RunRecord['curve'] {
  return (
    Array.isArray(value) &&
    value.every(
      (pair: unknown) =>
        Array.isArray(pair) && pair.length === 2 && Number.isFinite(pair[0]) && Number.isFinite(pair[1]),
    )
  );
}
