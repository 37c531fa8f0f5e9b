import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import type { CellDetails, RunRecipe, StudyNews, StudyOverview } from '../engine/calls.js';
import type { StudyProgress } from '@pomdp-gym/experiment';
import type { EngineClient } from '../engine/engine-client.js';
import type { ViewState } from '../state/view-state.js';
import { LatestWork } from './latest-work.js';
import { resultsFiles } from './results-files.js';
import type { ServedContent, StudioAddress, StudyAction } from './studio-address.js';

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
  private stopping = new AbortController();

  /** @param address where the page is served; undefined in the static edition. */
  constructor(
    private readonly engine: EngineClient,
    private readonly state: Signal<ViewState>,
    private readonly address: StudioAddress | undefined,
  ) {
    const cell = computed(() => this.state.value.cell);
    effect(() => {
      const wanted = { cell: cell.value, study: this.study.value };
      untracked(() => this.looking.request(wanted));
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

  choose(cell: number): void {
    this.state.value = { ...this.state.value, cell };
  }

  /** Opens a folder that is served. */
  chooseFolder(folder: string): void {
    this.state.value = { ...this.state.value, folder, cell: 0 };
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
    this.details.value = null;
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
    else this.study.value = news.study;
  }

  private async readCell({ cell, study }: WantedCell): Promise<void> {
    if (!study) return;
    if (cell >= study.cellCount) return this.choose(0);
    const { stopping } = this;
    try {
      const details = await this.engine.call('cell', cell);
      if (stopping === this.stopping) this.details.value = details;
    } catch (error) {
      if (stopping === this.stopping) this.problem.value = (error as Error).message;
    }
  }
}

/** A cell of a study as it stands. */
interface WantedCell {
  readonly cell: number;
  readonly study: StudyOverview | null;
}
