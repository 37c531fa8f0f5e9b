import { batch, computed, effect, type Signal, signal, untracked } from '@preact/signals';
import type {
  CellDetails,
  CellRow,
  RowsQuestion,
  RunRecipe,
  RunsPage,
  StudyNews,
  StudyOverview,
  StudyRowsPage,
} from '../engine/calls.js';
import type { StudyProgress } from '@pomdp-gym/experiment';
import type { EngineClient } from '../engine/engine-client.js';
import { cellOf, initialStudyState, narrowed, type StudyState, studyStateOf } from '../state/study-state.js';
import type { ViewState } from '../state/view-state.js';
import { LatestWork } from './latest-work.js';
import { resultsFiles } from './results-files.js';
import type { ServedContent, StudioAddress, StudyAction } from './studio-address.js';

/** Rows whose curves are shown at once. */
export const CURVES = 8;

/** The study that the page shows: from a folder of results, from runs in this page, or from the server. */
export class StudyStore {
  readonly study = signal<StudyOverview | null>(null);
  /** The rows that are shown. */
  readonly rows = signal<(StudyRowsPage & OfStudy) | null>(null);
  /** The cells whose curves are shown, the one that is looked at first. */
  readonly curves = signal<readonly CellDetails[]>([]);
  /** The runs of the row that is looked at. */
  readonly runs = signal<(RunsPage & OfStudy) | null>(null);
  readonly problem = signal<string | null>(null);
  readonly busy = signal(false);
  /** What is served; null in the static edition. */
  readonly served = signal<ServedContent | null>(null);
  /** How far the study is that the server may run; null where it may run none. */
  readonly status = signal<StudyProgress | null>(null);
  /** The folder that is looked at, of those that are served. */
  readonly folder = computed(() => this.state.value.folder);
  /** What the page shows of the study that is open: the same object until that is something else, however many runs come. */
  readonly shown = computed<ShownStudyPart | null>(() =>
    this.same(this.study.value && this.partOf(this.study.value)),
  );
  /** How often a bracket was found. */
  private readonly found = signal(0);
  private readonly looking = new LatestWork((wanted: ShownStudyPart) => this.readShown(wanted));
  private lastShown: ShownStudyPart | null = null;
  private bracketed: number | undefined;
  private stopping = new AbortController();

  /** @param address where the page is served; undefined in the static edition. */
  constructor(
    private readonly engine: EngineClient,
    private readonly state: Signal<ViewState>,
    private readonly address: StudioAddress | undefined,
  ) {
    effect(() => {
      void [this.study.value, this.found.value];
      const shown = this.shown.value;
      if (shown) untracked(() => this.looking.request(shown));
    });
    effect(() => {
      const name = this.served.value && this.folder.value;
      if (name) untracked(() => void this.follow(name));
    });
    if (address) void this.connect(address);
  }

  /** Reads the study and the runs of a folder of results. */
  openResults(files: readonly File[]): Promise<void> {
    return this.show((signal, onEvent) =>
      this.engine.call('results', resultsFiles(files), { signal, onEvent }),
    );
  }

  /** Runs a recipe over seeds, from its own on. */
  runSeeds(recipe: RunRecipe, count: number): Promise<void> {
    return this.show((signal, onEvent) => this.engine.call('seeds', { recipe, count }, { signal, onEvent }));
  }

  /** Stops what a study is computed or read from. */
  stop(): void {
    this.stopping.abort();
    this.busy.value = false;
  }

  /** Looks at a row. */
  choose(cell: number): void {
    this.set({ cell, ofSeed: -1, runPage: -1 });
  }

  /** Narrows the study, from the row that is looked at on. */
  narrow(to: Partial<Pick<StudyState, 'cell' | 'ofEnvironment' | 'ofAgent' | 'ofSeed'>>): void {
    const isRow = !('ofSeed' in to);
    this.set({ ...(isRow && { ofSeed: -1, rowPage: -1 }), runPage: -1, ...to });
  }

  /** Sorts and pages the table. */
  set(change: Partial<StudyState>): void {
    this.state.value = { ...this.state.value, ...change };
  }

  /** All rows of what the study is narrowed to. */
  allRows(): Promise<readonly CellRow[]> {
    const shown = this.shown.value;
    return shown ? this.engine.call('allRows', rowsQuestion(shown.state)) : Promise.resolve([]);
  }

  /** Opens a folder that is served. */
  chooseFolder(folder: string): void {
    this.state.value = { ...this.state.value, folder, ...initialStudyState };
  }

  /** Starts, pauses or stops the study that the server may run. */
  async steer(action: StudyAction): Promise<void> {
    this.problem.value = null;
    try {
      await this.address?.steer(action);
    } catch (error) {
      this.problem.value = (error as Error).message;
    }
  }

  private async connect(address: StudioAddress): Promise<void> {
    try {
      const content = await address.content();
      const { folder } = this.state.value;
      const isThere = content.folders.some(({ name }) => name === folder);
      const first = content.study ?? content.folders[0]?.name ?? '';
      if (folder === '') this.state.value = { ...this.state.value, folder: first };
      else if (!isThere) this.chooseFolder(first);
      this.served.value = content;
    } catch (error) {
      this.problem.value = (error as Error).message;
    }
  }

  private follow(folder: string): Promise<void> {
    const url = this.address?.events(folder) ?? '';
    const ended = this.show((signal, onEvent) => this.engine.call('follow', { url }, { signal, onEvent }));
    // What is followed has no end that a person waits for.
    this.busy.value = false;
    return ended;
  }

  /** Shows what comes of a study in place of the one under way, and keeps the sentence of what is wrong with it. */
  private async show(
    work: (signal: AbortSignal, onEvent: (news: StudyNews) => void) => Promise<unknown>,
  ): Promise<void> {
    this.stop();
    const { signal } = (this.stopping = new AbortController());
    this.problem.value = null;
    this.status.value = null;
    this.study.value = null;
    this.rows.value = null;
    this.curves.value = [];
    this.runs.value = null;
    this.busy.value = true;
    try {
      await work(signal, (news) => this.take(news));
    } catch (error) {
      if (!signal.aborted) this.problem.value = (error as Error).message;
    } finally {
      if (!signal.aborted) this.busy.value = false;
    }
  }

  private take(news: StudyNews): void {
    if (news.kind === 'status') this.status.value = news.status;
    else {
      this.study.value = news.study;
      if (news.study.isWhole) this.findOptima(news.study.id);
    }
  }

  /** Brackets the optima of a study, once it is read. */
  private findOptima(study: number): void {
    if (this.bracketed === study) return;
    this.bracketed = study;
    const { signal } = this.stopping;
    const onEvent = (): void => void this.found.value++;
    void this.engine.call('optima', null, { signal, onEvent }).catch((error: unknown) => {
      if (!signal.aborted) this.problem.value = (error as Error).message;
    });
  }

  private partOf(study: StudyOverview): ShownStudyPart {
    const state = narrowed(studyStateOf(this.state.value), study);
    return { id: study.id, name: study.name, state: { ...state, cell: cellOf(state, study) } };
  }

  private same(shown: ShownStudyPart | null): ShownStudyPart | null {
    if (JSON.stringify(shown) !== JSON.stringify(this.lastShown)) this.lastShown = shown;
    return this.lastShown;
  }

  private async readShown({ state }: ShownStudyPart): Promise<void> {
    const { stopping, engine } = this;
    const isWhole = this.study.value?.isWhole ?? false;
    const { cell, ofSeed: seed, runOrder: order, runPage: page } = state;
    try {
      const rows = await engine.call('rows', rowsQuestion(state));
      if (stopping !== this.stopping) return;
      this.rows.value = { ...rows, isWhole };
      const curves = await Promise.all(
        cellsWithCurves(state, rows).map((each) =>
          engine.call('cell', { cell: each, seed: each === cell ? seed : -1 }),
        ),
      );
      const runs = await engine.call('runs', { cell, order, page, seed });
      if (stopping !== this.stopping) return;
      batch(() => ([this.curves.value, this.runs.value] = [curves, { ...runs, isWhole }]));
    } catch (error) {
      if (stopping === this.stopping) this.problem.value = (error as Error).message;
    }
  }
}

/** Whether the study was read whole when a page of it was made. */
export interface OfStudy {
  readonly isWhole: boolean;
}

/** What is shown of a study. */
export interface ShownStudyPart {
  /** Of the study. */
  readonly id: number;
  readonly name: string;
  /** Narrowed to what the study has; its cell is the row that is looked at. */
  readonly state: StudyState;
}

function rowsQuestion({ ofEnvironment, ofAgent, order, rowPage, cell }: StudyState): RowsQuestion {
  return { environment: ofEnvironment, agent: ofAgent, order, page: rowPage, cell };
}

/** The row that is looked at and, where the study is narrowed, the others that are shown. */
function cellsWithCurves({ cell, ofEnvironment, ofAgent }: StudyState, { rows }: StudyRowsPage): number[] {
  if (ofEnvironment < 0 && ofAgent < 0) return [cell];
  return [...new Set([cell, ...rows.map((row) => row.cell)])].slice(0, CURVES);
}
