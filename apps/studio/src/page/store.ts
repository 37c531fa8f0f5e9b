import { computed, effect, signal, untracked } from '@preact/signals';
import type { CatalogueEntry, RecipeParts, RunRecipe } from '../engine/calls.js';
import type { EngineError } from '../engine/engine-client.js';
import type { Engines } from '../engine/engines.js';
import { studyStateOf } from '../state/study-state.js';
import { hashOf, recipeIn, stateOf, type ViewState } from '../state/view-state.js';
import { RunBuffer, type RunPoint, type WatchedRun } from './run-buffer.js';
import type { ForkedFrom, KeptRun } from './kept-run.js';
import { RecipeDraft } from './recipe-draft.js';
import { RunKeeper } from './run-keeper.js';
import { SeedsKeeper } from './seeds-keeper.js';
import { StudioDatabase } from './studio-database.js';
import type { StudioAddress } from './studio-address.js';
import { StudyStore } from './study-store.js';

/** What the page shows, and what it has computed. */
export class Store {
  readonly state = signal<ViewState>(stateOf(location.hash));
  readonly run = signal<WatchedRun | null>(null);
  /** The recipe in the forms. It becomes that of the page, and stands in the address, once its run starts. */
  readonly draft: RecipeDraft;
  readonly catalogue = signal<readonly CatalogueEntry[]>([]);
  /** The number of the run that is shown, and what it was forked from. */
  readonly identity = signal<KeptRun | null>(null);
  readonly keeper: RunKeeper;
  readonly studies: StudyStore;
  /** The point that is looked at. */
  readonly point = computed<RunPoint | undefined>(() => this.run.value?.points.at(this.state.value.point));
  /** θ that is looked at: the one that is given, or else that of the point. */
  readonly theta = computed<readonly number[] | null>(
    () => this.state.value.theta ?? this.point.value?.theta ?? null,
  );
  private stopping = new AbortController();
  /** The run that is shown with its number, once it has one; null before the first run. */
  private numbered: Promise<KeptRun | null> = Promise.resolve(null);
  private buffer: RunBuffer | undefined;

  /**
   * @param build the build of the page: runs of another build are not shown again.
   * @param address where the page is served; undefined in the static edition.
   */
  constructor(
    readonly engine: Engines,
    build: string,
    address?: StudioAddress,
  ) {
    this.draft = new RecipeDraft(engine, recipeIn(this.state.value));
    const database = new StudioDatabase();
    this.keeper = new RunKeeper(build, database);
    this.studies = new StudyStore(
      engine,
      this.state,
      new SeedsKeeper(build, database),
      address,
      // Only what is served has streams, and Node.js, where examples are drawn for the site, may have no navigator.
      address && navigator.locks,
    );
    effect(() => this.keep());
    const view = computed(() => this.state.value.view);
    // A fault is shown in the view that computed it.
    view.subscribe(() => engine.views.forgetFaults());
    effect(() => history.replaceState(null, '', `#${hashOf(this.state.value)}`));
    addEventListener('hashchange', () => this.readAddress());
    void engine.call('catalogue', null).then((entries) => (this.catalogue.value = entries));
  }

  /** Changes what is shown. */
  set(change: Partial<ViewState>): void {
    this.state.value = { ...this.state.value, ...change };
  }

  /** The recipe of the run that is shown. */
  get recipe(): RunRecipe {
    return recipeIn(this.state.value);
  }

  /** Whether the forms hold the recipe of the run that is shown. */
  get isDraftShown(): boolean {
    return textOf(this.draft.recipe.value) === textOf(this.recipe);
  }

  /** Puts the recipe of the run that is shown back into the forms. */
  takeBack(): void {
    this.draft.set(this.recipe);
  }

  /** Runs the draft, once it has what was changed by its parts. */
  async runDraft(): Promise<void> {
    if (!(await this.draft.isWritten())) return;
    this.change(this.draft.recipe.value);
    return this.start();
  }

  /**
   * Begins a run at the policy that is looked at, with other parts or another T, unless another run is shown before it can.
   *
   * @returns what is wrong with such a run, which then does not begin.
   */
  async fork(parts: RecipeParts | undefined, steps: number): Promise<readonly string[]> {
    const { run, numbered } = this;
    const place = run.value?.points.findIndex((point) => point === this.point.value) ?? -1;
    const recipe = { ...this.recipe, steps, start: this.theta.value };
    const forked = parts ? { ...recipe, ...(await this.engine.call('write', parts)) } : recipe;
    const problems = await this.engine.call('problems', forked);
    if (problems.length > 0) return problems;
    const kept = await this.keeper.unlessFailed(numbered);
    // Another run has begun, or is shown, meanwhile.
    if (this.numbered !== numbered) return [];
    this.change(forked);
    void this.start({ from: kept && { run: kept.id, point: place + 1 } });
    return [];
  }

  /** Shows the run of the recipe where it is kept; else runs it, on from where the page was left. */
  async begin(): Promise<void> {
    const { recipe } = this;
    const found = await this.keeper.find(recipe);
    if (textOf(recipe) !== textOf(this.recipe)) return;
    if (!found?.run || found.run.status === 'running') return this.start({ before: found?.run });
    this.stop();
    this.buffer = undefined;
    this.identity.value = found.kept;
    this.numbered = Promise.resolve(found.kept);
    this.run.value = found.run;
  }

  /** Goes on with a run that is paused: it is computed again, with the same bits, and shown from where it was. */
  goOn(): Promise<void> {
    return this.start({ before: this.run.value ?? undefined });
  }

  /** Opens a run that is kept. */
  open({ recipe }: KeptRun): void {
    this.change(recipe);
    void this.begin();
  }

  /** Runs the recipe; a run under way is stopped. */
  async start({
    from = null,
    before,
  }: { readonly from?: ForkedFrom | null; readonly before?: WatchedRun | undefined } = {}): Promise<void> {
    this.stop();
    const { recipe } = this;
    const { signal } = (this.stopping = new AbortController());
    // The number of another run is not shown beside this one.
    if (this.identity.value?.key !== textOf(recipe)) this.identity.value = null;
    let latest: WatchedRun | undefined;
    const publish = (run: WatchedRun): void => void (this.run.value = latest = run);
    const buffer = (this.buffer = new RunBuffer(recipe, publish, undefined, before));
    this.numbered = this.keeper.begin(recipe, from).then((kept) => {
      if (this.buffer === buffer) this.identity.value = kept;
      // A run that was stopped before it had its number, for one of another recipe.
      else if (latest && kept.key !== textOf(this.recipe)) void this.keeper.write(kept.id, latest);
      return kept;
    });
    try {
      await this.engine.call('run', recipe, { signal, onEvent: (event) => buffer.take(event) });
    } catch (error) {
      if (signal.aborted) return;
      const { message, engineStack } = error as EngineError;
      buffer.end({ status: 'failed', error: message, stack: engineStack ?? null });
    }
  }

  /** Stops the run under way, which may go on afterwards. */
  stop(): void {
    this.stopping.abort();
    this.buffer?.end({ status: 'stopped' });
  }

  /** Runs a run of the study again, to look at it. */
  look(seed: number): void {
    const recipe = this.studies.curves.value[0]?.recipe;
    if (!recipe) return;
    this.change({ ...recipe, seed });
    void this.begin();
  }

  /** Puts a recipe into the address and the forms; where it is another one, a point or a policy of the run before is looked at no longer. */
  private change(recipe: RunRecipe): void {
    if (textOf(recipe) !== textOf(this.recipe))
      this.set({ ...recipe, point: -1, step: 0, theta: null, played: [] });
    this.draft.set(recipe);
  }

  /** Shows what the address states, and runs its recipe where that is another one. A study stays where it names none. */
  private readAddress(): void {
    const before = this.state.value;
    const stated = stateOf(location.hash);
    const { folder, seeds } = before;
    const isStudyStated = stated.folder !== '' || stated.seeds !== null;
    this.state.value = isStudyStated ? stated : { ...stated, folder, seeds, ...studyStateOf(before) };
    this.studies.readState();
    if (textOf(this.recipe) === textOf(recipeIn(before))) return;
    this.draft.set(this.recipe);
    void this.begin();
  }

  /** Keeps the run that is shown. */
  private keep(): void {
    const [run, kept] = [this.run.value, this.identity.value];
    if (!run || !kept || textOf(run.recipe) !== kept.key) return;
    untracked(() => void this.keeper.write(kept.id, run));
  }
}

/** A recipe as one text, which no other recipe has. */
function textOf(recipe: RunRecipe): string {
  return JSON.stringify(recipeIn(recipe));
}
