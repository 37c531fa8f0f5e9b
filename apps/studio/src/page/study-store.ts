import { batch, computed, effect, type Signal, signal, untracked } from '@preact/signals';
import type {
  CellDetails,
  FolderEntry,
  RunRecipe,
  SeedsQuestion,
  StudyNews,
  StudyOverview,
} from '../engine/calls.js';
import type { StudyProgress } from '@pomdp-gym/experiment';
import type { Engine } from '../engine/engine-client.js';
import type { ViewState } from '../state/view-state.js';
import { LatestWork } from './latest-work.js';
import { resultsFiles } from './results-files.js';
import type { SeedsKeeper } from './seeds-keeper.js';
import type { ServedContent, StudioAddress, StudyAction } from './studio-address.js';
import { isVisible } from './visible-page.js';

/** The study that the page shows: from a folder of results, from runs in this page, or from the server. */
export class StudyStore {
  readonly study = signal<StudyOverview | null>(null);
  /** Of the cell that is chosen. */
  readonly details = signal<CellDetails | null>(null);
  readonly problem = signal<string | null>(null);
  readonly busy = signal(false);
  /** What is served; null in the static edition. */
  readonly served = signal<ServedContent | null>(null);
  /** How far the study is that the server may run; null where it may run none. */
  readonly status = signal<StudyProgress | null>(null);
  /** The folder that is looked at, of those that are served. */
  readonly folder = computed(() => this.state.value.folder);
  private readonly looking = new LatestWork((wanted: WantedCell) => this.readCell(wanted));
  /** Whether the study comes from files that a person chose. */
  private readonly isFromFiles = signal(false);
  private stopping = new AbortController();
  private following = new AbortController();
  /** What the study that is shown comes from: an object of its own for each. */
  private source: object = {};
  /** The study over seeds that is shown, as JSON. */
  private shownSeeds: string | undefined;
  /** The folder whose study is shown. */
  private shownFolder: string | undefined;

  /** @param address where the page is served; undefined in the static edition. */
  constructor(
    private readonly engine: Engine,
    private readonly state: Signal<ViewState>,
    private readonly keeper: SeedsKeeper,
    private readonly address: StudioAddress | undefined,
  ) {
    const cell = computed(() => this.state.value.cell);
    effect(() => {
      const wanted = { cell: cell.value, study: this.study.value };
      untracked(() => this.looking.request(wanted));
    });
    const wanted = computed(() => this.wantedFolder());
    effect(() => {
      const folder = wanted.value;
      untracked(() => void this.follow(folder));
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
    this.setSource(true, { seeds: null, cell: 0 });
    return this.show((signal, onEvent) =>
      this.engine.call('results', resultsFiles(files), { signal, onEvent }),
    );
  }

  /** Runs a recipe over seeds, from its own on, but those that this browser keeps. */
  runSeeds(recipe: RunRecipe, count: number): Promise<void> {
    this.setSource(false, { seeds: { recipe, count }, cell: 0 });
    return this.showSeeds({ recipe, count });
  }

  /** Shows the study over seeds that the state names, where it is another one. */
  readState(): void {
    const { seeds } = this.state.value;
    if (seeds && JSON.stringify(seeds) !== this.shownSeeds) void this.showSeeds(seeds);
  }

  /** Stops what a study is computed or read from. */
  stop(): void {
    this.stopping.abort();
    this.busy.value = false;
  }

  choose(cell: number): void {
    this.set({ cell });
  }

  /** Opens a folder that is served. */
  chooseFolder(folder: string): void {
    this.setSource(false, { folder, cell: 0, seeds: null });
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

  private set(change: Partial<ViewState>): void {
    this.state.value = { ...this.state.value, ...change };
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
      else if (!isThere) this.set({ folder: first, cell: 0 });
    } catch (error) {
      this.problem.value = (error as Error).message;
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
    if (folder === undefined) return;
    if (folder !== null) this.beginFolder(folder);
    const url = this.address?.events(folder ?? undefined) ?? '';
    const shown = this.study.value?.done ?? 0;
    const onEvent = (news: StudyNews): void => this.take(news);
    try {
      await this.engine.call('follow', { url, shown }, { signal, onEvent });
    } catch (error) {
      if (!signal.aborted) this.problem.value = (error as Error).message;
    }
  }

  private beginFolder(folder: string): void {
    if (folder !== this.shownFolder) this.begin();
    this.shownFolder = folder;
    this.problem.value = null;
  }

  private async showSeeds(question: SeedsQuestion): Promise<void> {
    const ended = this.show(async (signal, onEvent) => {
      const known = await this.keeper.records(question);
      signal.throwIfAborted();
      const keep = (news: StudyNews): void => {
        if (news.kind === 'run') void this.keeper.keep(question, news.record);
        onEvent(news);
      };
      return this.engine.call('seeds', { ...question, known }, { signal, onEvent: keep });
    });
    this.shownSeeds = JSON.stringify(question);
    return ended;
  }

  /** Ends what is shown, before another study is. */
  private begin(): void {
    this.stop();
    this.source = {};
    this.shownFolder = undefined;
    this.shownSeeds = undefined;
    this.problem.value = null;
    this.study.value = null;
    this.details.value = null;
  }

  /** Shows what comes of a study in place of the one under way, and keeps the sentence of what is wrong with it. */
  private async show(
    work: (signal: AbortSignal, onEvent: (news: StudyNews) => void) => Promise<unknown>,
  ): Promise<void> {
    this.begin();
    const { signal } = (this.stopping = new AbortController());
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
    else if (news.kind === 'study') this.study.value = news.study;
    else if (news.kind === 'folders') this.takeFolders(news.folders);
  }

  private takeFolders(folders: readonly FolderEntry[]): void {
    const served = this.served.value;
    if (served) this.served.value = { ...served, folders };
    if (this.folder.value === '' && folders[0]) this.set({ folder: folders[0].name });
  }

  private async readCell({ cell, study }: WantedCell): Promise<void> {
    if (!study) return;
    if (cell >= study.cellCount) return this.choose(0);
    const { source } = this;
    try {
      const details = await this.engine.call('cell', cell);
      if (source === this.source) this.details.value = details;
    } catch (error) {
      if (source === this.source) this.problem.value = (error as Error).message;
    }
  }
}

/** A cell of a study as it stands. */
interface WantedCell {
  readonly cell: number;
  readonly study: StudyOverview | null;
}
