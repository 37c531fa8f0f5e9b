import { computed, effect, signal, untracked } from '@preact/signals';
import type { CatalogueEntry, ReadParts, RecipeParts, RunRecipe } from '../engine/calls.js';
import type { EngineClient, EngineError } from '../engine/engine-client.js';
import { studyStateOf } from '../state/study-state.js';
import { hashOf, stateOf, type ViewState } from '../state/view-state.js';
import { RunBuffer, type RunPoint, type WatchedRun } from './run-buffer.js';
import { type ForkedFrom, type KeptRun, RunKeeper } from './run-keeper.js';
import type { StudioAddress } from './studio-address.js';
import { StudyStore } from './study-store.js';

/** What the page shows, and what it has computed. */
export class Store {
  readonly state = signal<ViewState>(stateOf(location.hash));
  readonly run = signal<WatchedRun | null>(null);
  readonly catalogue = signal<readonly CatalogueEntry[]>([]);
  readonly problems = signal<readonly string[]>([]);
  /** The recipe taken apart. */
  readonly parts = signal<ReadParts>({ parts: null, problems: [] });
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
  private buffer: RunBuffer | undefined;

  /**
   * @param build the build of the page: runs of another build are not shown again.
   * @param address where the page is served; undefined in the static edition.
   */
  constructor(
    readonly engine: EngineClient,
    build: string,
    address?: StudioAddress,
  ) {
    this.studies = new StudyStore(engine, this.state, address);
    this.keeper = new RunKeeper(build);
    effect(() => this.keep());
    effect(() => history.replaceState(null, '', `#${hashOf(this.state.value)}`));
    addEventListener('hashchange', () => this.readAddress());
    void engine.call('catalogue', null).then((entries) => (this.catalogue.value = entries));
  }

  /** Changes what is shown. */
  set(change: Partial<ViewState>): void {
    this.state.value = { ...this.state.value, ...change };
  }

  get recipe(): RunRecipe {
    const { environment, agent, seed, budget, steps, start } = this.state.value;
    return { environment, agent, seed, budget, steps, start };
  }

  /** Looks for what is wrong with the recipe. */
  async check(): Promise<void> {
    const { recipe } = this;
    const [problems, parts] = await Promise.all([
      this.engine.call('problems', recipe),
      this.engine.call('parts', recipe),
    ]);
    if (JSON.stringify(recipe) !== JSON.stringify(this.recipe)) return;
    this.problems.value = problems;
    this.parts.value = parts;
  }

  /** Changes the recipe; a point or a policy of another recipe is looked at no longer. */
  changeRecipe(recipe: Partial<RunRecipe>): void {
    this.set({ ...recipe, point: -1, step: 0, theta: null, played: [] });
    void this.check();
  }

  /** Writes the parts of the recipe anew. */
  async changeParts(parts: RecipeParts): Promise<void> {
    this.changeRecipe(await this.engine.call('write', parts));
  }

  /** Begins a run at the policy that is looked at, with other parts or another T. */
  async fork(parts: RecipeParts | undefined, steps: number): Promise<void> {
    const { run, identity } = this;
    const start = this.theta.value;
    const place = run.value?.points.findIndex((point) => point === this.point.value) ?? -1;
    const from = identity.value && { run: identity.value.id, point: place + 1 };
    const texts = parts ? await this.engine.call('write', parts) : {};
    this.changeRecipe({ ...texts, steps, start });
    await this.start({ from });
  }

  /** Shows the run of the recipe where it is kept; else runs it, on from where the page was left. */
  async begin(): Promise<void> {
    const { recipe } = this;
    const found = await this.keeper.find(recipe);
    if (JSON.stringify(recipe) !== JSON.stringify(this.recipe)) return;
    if (!found?.run || found.run.status === 'running') return this.start({ before: found?.run });
    this.stop();
    this.buffer = undefined;
    this.identity.value = found.kept;
    this.run.value = found.run;
  }

  /** Goes on with a run that is paused: it is computed again, with the same bits, and shown from where it was. */
  goOn(): Promise<void> {
    return this.start({ before: this.run.value ?? undefined });
  }

  /** Opens a run that is kept. */
  open({ recipe }: KeptRun): void {
    this.changeRecipe(recipe);
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
    const publish = (run: WatchedRun): void => void (this.run.value = run);
    const buffer = (this.buffer = new RunBuffer(recipe, publish, undefined, before));
    void this.keeper.begin(recipe, from).then((kept) => {
      if (!signal.aborted) this.identity.value = kept;
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
    this.changeRecipe({ ...recipe, seed });
    void this.begin();
  }

  /** Shows what the address states, and runs its recipe where that is another one. The folder and its row stay where it names no folder. */
  private readAddress(): void {
    const before = JSON.stringify(this.recipe);
    const stated = stateOf(location.hash);
    const { folder } = this.state.value;
    const isKept = stated.folder === '' && folder !== '';
    this.state.value = isKept ? { ...stated, folder, ...studyStateOf(this.state.value) } : stated;
    if (JSON.stringify(this.recipe) === before) return;
    void this.check();
    void this.begin();
  }

  /** Keeps the run that is shown. */
  private keep(): void {
    const [run, kept] = [this.run.value, this.identity.value];
    if (!run || !kept || JSON.stringify(run.recipe) !== kept.key) return;
    untracked(() => void this.keeper.write(kept.id, run));
  }
}
