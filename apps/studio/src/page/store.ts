import { computed, effect, signal } from '@preact/signals';
import type { CatalogueEntry, RunRecipe } from '../engine/calls.js';
import type { EngineClient, EngineError } from '../engine/engine-client.js';
import { hashOf, stateOf, type ViewState } from '../state/view-state.js';
import { RunBuffer, type RunPoint, type WatchedRun } from './run-buffer.js';
import type { StudioAddress } from './studio-address.js';
import { StudyStore } from './study-store.js';

/** What the page shows, and what it has computed. */
export class Store {
  readonly state = signal<ViewState>(stateOf(location.hash));
  readonly run = signal<WatchedRun | null>(null);
  readonly catalogue = signal<readonly CatalogueEntry[]>([]);
  readonly problems = signal<readonly string[]>([]);
  readonly studies: StudyStore;
  /** The point that is looked at. */
  readonly point = computed<RunPoint | undefined>(() => this.run.value?.points.at(this.state.value.point));
  /** θ that is looked at: the one that is given, or else that of the point. */
  readonly theta = computed<readonly number[] | null>(
    () => this.state.value.theta ?? this.point.value?.theta ?? null,
  );
  private stopping = new AbortController();
  private buffer: RunBuffer | undefined;

  /** @param address where the page is served; undefined in the static edition. */
  constructor(
    readonly engine: EngineClient,
    address?: StudioAddress,
  ) {
    this.studies = new StudyStore(engine, this.state, address);
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
    const problems = await this.engine.call('problems', recipe);
    if (JSON.stringify(recipe) === JSON.stringify(this.recipe)) this.problems.value = problems;
  }

  /** Changes the recipe; a point or a policy of another recipe is looked at no longer. */
  changeRecipe(recipe: Partial<RunRecipe>): void {
    this.set({ ...recipe, point: -1, step: 0, theta: null });
    void this.check();
  }

  /** Runs the recipe; a run under way is stopped. */
  async start(): Promise<void> {
    this.stop();
    const { recipe } = this;
    const { signal } = (this.stopping = new AbortController());
    const buffer = (this.buffer = new RunBuffer(recipe, (run) => (this.run.value = run)));
    try {
      await this.engine.call('run', recipe, { signal, onEvent: (event) => buffer.take(event) });
    } catch (error) {
      if (signal.aborted) return;
      const { message, engineStack } = error as EngineError;
      buffer.end({ status: 'failed', error: message, stack: engineStack ?? null });
    }
  }

  stop(): void {
    this.stopping.abort();
    this.buffer?.end({ status: 'stopped' });
  }

  /** Runs a run of the study again, to look at it. */
  look(seed: number): void {
    const recipe = this.studies.details.value?.recipe;
    if (!recipe) return;
    this.changeRecipe({ ...recipe, seed });
    void this.start();
  }

  /** Shows what the address states, and runs its recipe where that is another one. */
  private readAddress(): void {
    const before = JSON.stringify(this.recipe);
    this.state.value = stateOf(location.hash);
    if (JSON.stringify(this.recipe) === before) return;
    void this.check();
    void this.start();
  }
}
