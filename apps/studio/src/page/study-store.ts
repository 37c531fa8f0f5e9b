import { batch, computed, effect, type Signal, signal, untracked } from '@preact/signals';
import type {
  CellDetails,
  CellRow,
  FolderEntry,
  RowsQuestion,
  RunRecipe,
  RunsPage,
  SeedsQuestion,
  StudyNews,
  StudyOverview,
  StudyRowsPage,
} from '../engine/calls.js';
import type { RunRecord, StudyProgress } from '@pomdp-gym/experiment';
import type { Engines } from '../engine/engines.js';
import { cellOf, initialStudyState, narrowed, type StudyState, studyStateOf } from '../state/study-state.js';
import type { ViewState } from '../state/view-state.js';
import { OptimumSearch } from './optimum-search.js';
import { LatestWork } from './latest-work.js';
import { resultsFiles } from './results-files.js';
import type { SeedsKeeper } from './seeds-keeper.js';
import type { ServedContent, StudioAddress, StudyAction } from './studio-address.js';
import { StreamPlace } from './stream-place.js';
import type { Locks } from './stream-slot.js';
import { isVisible } from './visible-page.js';

/** Rows whose curves are shown at once. */
export const CURVES = 8;

/** The study that the page shows: from a folder of results, from runs in this page, or from the server. */
export class StudyStore {
  /** The study as it is drawn. */
  readonly study = signal<OpenStudy | null>(null);
  /** The study as it was emitted last: runs that are added are drawn with the rows and the curves that they change, all at once. */
  private readonly latest = signal<OpenStudy | null>(null);
  /** The status that was emitted with it, where nothing newer is drawn. */
  private latestStatus: StudyProgress | undefined;
  /** What the rows and the curves that are drawn belong to. */
  private drawn: ShownStudyPart | undefined;
  /** The rows that are shown. */
  readonly rows = signal<(StudyRowsPage & OfStudy) | null>(null);
  /** The cells whose curves are shown, the one that is looked at first. */
  readonly curves = signal<readonly CellDetails[]>([]);
  /** The runs of the row that is looked at. */
  readonly runs = signal<(RunsPage & OfStudy) | null>(null);
  /** Why the study cannot be read or computed. */
  private readonly sourceProblem = signal<string | null>(null);
  /** Why the server, or the folder that it serves, cannot be read. */
  private readonly serverProblem = signal<string | null>(null);
  /** Why what is shown of the study cannot be read. */
  private readonly readingProblem = signal<string | null>(null);
  /** Why the server does not start, pause or stop the study. */
  private readonly steeringProblem = signal<string | null>(null);
  readonly problem = computed(
    () =>
      this.sourceProblem.value ??
      this.serverProblem.value ??
      this.steeringProblem.value ??
      this.readingProblem.value,
  );
  readonly busy = signal(false);
  /** What is served; null in the static edition. */
  readonly served = signal<ServedContent | null>(null);
  /** How far the study is that the server may run; null where it may run none. */
  readonly status = signal<StudyProgress | null>(null);
  /** The folder that is looked at, of those that are served. */
  readonly folder = computed(() => this.state.value.folder);
  /** The part of the axis of steps that all curves show. */
  readonly zoom = computed(() => this.state.value.zoom);
  /** Whether the study comes from files that a person chose. */
  private readonly isFromFiles = signal(false);
  /** What the page shows of the study that is open: the same object until that is something else, however many runs come. */
  readonly shown = computed<ShownStudyPart | null>(() =>
    this.same(this.latest.value && this.partOf(this.latest.value)),
  );
  /** The place of this window among those that follow the server. */
  readonly place: StreamPlace;
  private readonly optima: OptimumSearch;
  private readonly looking = new LatestWork((wanted: ShownStudyPart) => this.readShown(wanted));
  private lastShown: ShownStudyPart | null = null;
  private stopping = new AbortController();
  private following = new AbortController();
  private isFollowing = false;
  /** Reads or computes the study that is shown; undefined for a folder that is served, which is followed. */
  private work: Work | undefined;
  private isWorking = false;
  /** What the study that is shown comes from: an object of its own for each. */
  private source: object = {};
  /** The study over seeds that is shown, as JSON. */
  private shownSeeds: string | undefined;
  /** The folder whose study is shown. */
  private shownFolder: string | undefined;

  /**
   * @param address where the page is served; undefined in the static edition.
   * @param locks those of the browser, which all its windows share.
   */
  constructor(
    private readonly engine: Engines,
    private readonly state: Signal<ViewState>,
    private readonly keeper: Pick<SeedsKeeper, 'records' | 'keep' | 'setStopped' | 'isStopped'>,
    private readonly address: StudioAddress | undefined,
    locks?: Locks,
  ) {
    this.place = new StreamPlace(locks);
    this.optima = new OptimumSearch(engine);
    effect(() => {
      void [this.latest.value, this.optima.found.value];
      const shown = this.shown.value;
      if (shown) untracked(() => this.looking.request(shown));
    });
    const wanted = computed(() => this.wantedFolder());
    effect(() => {
      const folder = wanted.value;
      untracked(() => void this.follow(folder));
    });
    effect(() => {
      if (engine.studies.threads.value > 1) untracked(() => this.openAgain());
    });
    if (address) void this.connect(address);
    this.readState();
  }

  /** Whether the study that is shown comes from a folder that is served. */
  get isServed(): boolean {
    return this.state.value.seeds === null && !this.isFromFiles.value;
  }

  /** Reads the study and the runs of a folder of results. */
  openResults(files: readonly File[]): Promise<void> {
    this.setSource(true, { ...initialStudyState, seeds: null });
    return this.show((signal, onEvent) =>
      this.engine.call('results', resultsFiles(files), { signal, onEvent }),
    );
  }

  /** Runs a recipe over seeds, from its own on, but those that this browser keeps. */
  runSeeds(recipe: RunRecipe, count: number): Promise<void> {
    const question = { recipe, count };
    this.setSource(false, { ...initialStudyState, seeds: question });
    return this.showSeeds(question, this.keeper.setStopped(question, false));
  }

  /** Shows the study over seeds that the state names, where it is another one. */
  readState(): void {
    const { seeds } = this.state.value;
    if (seeds && JSON.stringify(seeds) !== this.shownSeeds) void this.showSeeds(seeds);
  }

  /** Stops the study for a person: seeds stay stopped over a reload, until they are run again. */
  stopForGood(): void {
    this.stop();
    const { seeds } = this.state.value;
    if (seeds && JSON.stringify(seeds) === this.shownSeeds) void this.keeper.setStopped(seeds, true);
  }

  /** Stops what a study is computed or read from. */
  private stop(): void {
    this.stopping.abort();
    [this.busy.value, this.isWorking] = [false, false];
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

  /** Shows another part of the axis of steps. */
  zoomTo(zoom: StudyState['zoom']): void {
    if (String(zoom) !== String(this.zoom.value)) this.set({ zoom });
  }

  /** Sorts and pages the table, or changes another part of the state. */
  set(change: Partial<ViewState>): void {
    this.state.value = { ...this.state.value, ...change };
  }

  /** All rows of what the study is narrowed to. */
  allRows(): Promise<readonly CellRow[]> {
    const shown = this.shown.value;
    return shown ? this.engine.call('allRows', rowsQuestion(shown.state)) : Promise.resolve([]);
  }

  /** Opens a folder that is served. */
  chooseFolder(folder: string): void {
    this.setSource(false, { folder, ...initialStudyState, seeds: null });
  }

  /** Starts, pauses or stops the study that the server may run. */
  async steer(action: StudyAction): Promise<void> {
    this.steeringProblem.value = null;
    try {
      await this.address?.steer(action);
    } catch (error) {
      this.steeringProblem.value = (error as Error).message;
    }
  }

  private setSource(isFromFiles: boolean, change: Partial<ViewState>): void {
    batch(() => {
      this.isFromFiles.value = isFromFiles;
      this.set(change);
    });
  }

  private async connect(address: StudioAddress): Promise<void> {
    try {
      const content = await address.content();
      this.served.value = content;
      const { folder } = this.state.value;
      const isThere = content.folders.some(({ name }) => name === folder);
      const first = content.study ?? content.folders[0]?.name ?? '';
      if (folder === '') this.set({ folder: first });
      else if (!isThere) this.set({ folder: first, ...initialStudyState });
    } catch (error) {
      this.sourceProblem.value = (error as Error).message;
    }
  }

  /**
   * What the server is asked for: a folder, or null for its own news alone. Undefined where there is no server, and in a tab that is
   * hidden: a browser has six connections for all tabs.
   */
  private wantedFolder(): string | null | undefined {
    if (!this.served.value || !isVisible.value) return undefined;
    return this.isServed && this.folder.value !== '' ? this.folder.value : null;
  }

  /** Follows the server until it is to be asked for something else. A folder that is shown already stays until it is read again. */
  private async follow(folder: string | null | undefined): Promise<void> {
    this.following.abort();
    const { signal } = (this.following = new AbortController());
    this.isFollowing = false;
    this.serverProblem.value = null;
    if (folder === undefined) return this.place.give();
    if (folder !== null) this.beginFolder(folder);
    await this.place.take();
    if (signal.aborted) return;
    const url = this.address?.events(folder ?? undefined) ?? '';
    const shown = this.study.value?.done ?? 0;
    const onEvent = (news: StudyNews): void => this.take(news);
    this.isFollowing = true;
    try {
      await this.engine.call('follow', { url, shown }, { signal, onEvent });
    } catch (error) {
      if (signal.aborted) return;
      this.isFollowing = false;
      this.serverProblem.value = (error as Error).message;
    }
  }

  private beginFolder(folder: string): void {
    if (folder !== this.shownFolder) this.begin();
    this.shownFolder = folder;
    this.sourceProblem.value = null;
  }

  /** @param ready resolves once it is kept that the study is not stopped, where a person has begun it. */
  private async showSeeds(question: SeedsQuestion, ready?: Promise<void>): Promise<void> {
    const records = new Map<number, RunRecord>();
    const ended = this.show(async (signal, onEvent, isAgain) => {
      await ready;
      const isStopped = isAgain || (await this.keeper.isStopped(question));
      if (!isAgain) for (const record of await this.keeper.records(question)) records.set(record.run, record);
      signal.throwIfAborted();
      const keep = (news: StudyNews): void => {
        if (news.kind === 'run') {
          records.set(news.record.run, news.record);
          void this.keeper.keep(question, news.record);
        }
        onEvent(news);
      };
      const known = [...records.values()];
      return this.engine.call('seeds', { ...question, known, isStopped }, { signal, onEvent: keep });
    });
    this.shownSeeds = JSON.stringify(question);
    return ended;
  }

  /** Ends the study that is shown, so that another can be opened. */
  private begin(): void {
    this.stop();
    this.stopping = new AbortController();
    this.source = {};
    this.shownFolder = undefined;
    this.shownSeeds = undefined;
    this.work = undefined;
    this.optima.end();
    this.sourceProblem.value = null;
    this.steeringProblem.value = null;
    this.readingProblem.value = null;
    this.latest.value = null;
    this.drawCounts(null);
    this.drawn = undefined;
    this.rows.value = null;
    this.curves.value = [];
    this.runs.value = null;
  }

  /** Shows what comes of a study in place of the one under way, and keeps the sentence of what is wrong with it. */
  private show(work: Work): Promise<void> {
    this.begin();
    this.work = work;
    return this.open(work, false);
  }

  /** Opens the study that is shown once more, where the thread that it was open in has been ended. A call under way is sent again anyway. */
  private openAgain(): void {
    if (this.work && !this.isWorking) void this.open(this.work, true);
    if (!this.isFollowing) void this.follow(this.wantedFolder());
  }

  private async open(work: Work, isAgain: boolean): Promise<void> {
    if (isAgain) this.stopping = new AbortController();
    const { signal } = this.stopping;
    [this.busy.value, this.isWorking] = [true, true];
    try {
      await work(signal, (news) => this.take(news), isAgain);
    } catch (error) {
      if (!signal.aborted) this.sourceProblem.value = (error as Error).message;
    } finally {
      if (!signal.aborted) [this.busy.value, this.isWorking] = [false, false];
    }
  }

  private take(news: StudyNews): void {
    if (news.kind === 'status') this.takeStatus(news.status);
    else if (news.kind === 'folders') this.takeFolders(news.folders);
    else if (news.kind === 'problem') this.serverProblem.value = news.sentence;
    else if (news.kind === 'study') this.takeStudy(news);
  }

  /** Draws a status, which is newer than one that came with runs that are not drawn yet. */
  private takeStatus(status: StudyProgress): void {
    this.latestStatus = undefined;
    this.status.value = status;
  }

  private takeStudy({ study, status }: Extract<StudyNews, { kind: 'study' }>): void {
    const thread = this.engine.studies.threads.value;
    this.latestStatus = status ?? this.latestStatus;
    batch(() => {
      this.latest.value = { ...study, thread };
      if (!this.rows.value?.isWhole) this.drawCounts(this.latest.value);
    });
    void this.optima.of(`${thread} ${study.id}`);
  }

  /** Draws how many runs are done, and the status that came last with them. */
  private drawCounts(study: OpenStudy | null): void {
    this.study.value = study;
    if (this.latestStatus) this.status.value = this.latestStatus;
    this.latestStatus = undefined;
  }

  private takeFolders(folders: readonly FolderEntry[]): void {
    const served = this.served.value;
    if (served) this.served.value = { ...served, folders };
    if (this.folder.value === '' && folders[0]) this.set({ folder: folders[0].name });
  }

  private partOf(study: OpenStudy): ShownStudyPart {
    const state = narrowed(studyStateOf(this.state.value), study);
    return {
      id: study.id,
      thread: study.thread,
      name: study.name,
      // The zoom is the page's alone: nothing is read anew for it.
      state: { ...state, cell: cellOf(state, study), zoom: null },
    };
  }

  private same(shown: ShownStudyPart | null): ShownStudyPart | null {
    if (JSON.stringify(shown) !== JSON.stringify(this.lastShown)) this.lastShown = shown;
    return this.lastShown;
  }

  /** Reads and draws what is shown: part by part where it is another part of the study than before, else at once. */
  private async readShown(shown: ShownStudyPart): Promise<void> {
    const { source, engine } = this;
    const { state, thread } = shown;
    const study = this.latest.value;
    const isWhole = study?.isWhole ?? false;
    const draw = (parts: () => void): void => {
      if (source !== this.source) return;
      batch(() => {
        this.drawCounts(study);
        parts();
      });
    };
    try {
      const rows = await engine.call('rows', rowsQuestion(state));
      const drawRows = () => void (this.rows.value = { ...rows, isWhole });
      if (shown !== this.drawn) draw(drawRows);
      const [curves, runs] = await this.readCurves(state, rows);
      draw(() => {
        drawRows();
        [this.curves.value, this.runs.value] = [curves, { ...runs, isWhole }];
        this.readingProblem.value = null;
        this.drawn = shown;
      });
    } catch (error) {
      // The study is opened again in the next thread, and read then.
      const isOpen = source === this.source && thread === engine.studies.threads.value;
      if (isOpen) draw(() => (this.readingProblem.value = (error as Error).message));
    }
  }

  private readCurves(state: StudyState, rows: StudyRowsPage): Promise<[CellDetails[], RunsPage]> {
    const { cell, ofSeed: seed, runOrder: order, runPage: page } = state;
    const curves = cellsWithCurves(state, rows).map((each) =>
      this.engine.call('cell', { cell: each, seed: each === cell ? seed : -1 }),
    );
    return Promise.all([Promise.all(curves), this.engine.call('runs', { cell, order, page, seed })]);
  }
}

/** Reads or computes a study until the signal aborts; again where the thread that it was open in has been ended. */
type Work = (signal: AbortSignal, onEvent: (news: StudyNews) => void, isAgain: boolean) => Promise<unknown>;

/** A study that is open in a thread of the engine, of which there may be several, one after another. */
export interface OpenStudy extends StudyOverview {
  /** The number of the thread. */
  readonly thread: number;
}

/** Whether the study was read whole when a page of it was made. */
export interface OfStudy {
  readonly isWhole: boolean;
}

/** What is shown of a study. */
export interface ShownStudyPart {
  /** Of the study, and of its thread. */
  readonly id: number;
  readonly thread: number;
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
