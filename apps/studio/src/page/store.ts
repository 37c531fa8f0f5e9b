import { computed, effect, signal } from '@preact/signals';
import type { RunEvent, VisitedPoint } from '@pomdp-gym/contracts';
import type { CatalogueEntry, ResultsOverview, RunRecipe } from '../engine/calls.js';
import { type EngineClient, EngineError } from '../engine/engine-client.js';
import { hashOf, stateOf, type ViewState } from '../state/view-state.js';

/** A point of a run, and what kind it is. */
export type RunPoint = VisitedPoint & { readonly kind: 'start' | 'iterate' | 'probe' };

/** A run as far as it has come. */
export interface WatchedRun {
  readonly recipe: RunRecipe;
  readonly status: 'running' | 'finished' | 'failed' | 'stopped';
  /** η*, where the environment states it. */
  readonly optimum: number | null;
  readonly points: readonly RunPoint[];
  readonly steps: number;
  readonly end: Extract<RunEvent, { kind: 'finished' }> | null;
  /** Why it failed or was refused, and where. */
  readonly error: string | null;
  readonly stack: string | null;
}

/** What the page shows, and what it has computed. */
export class Store {
  readonly state = signal<ViewState>(stateOf(location.hash));
  readonly run = signal<WatchedRun | null>(null);
  readonly catalogue = signal<readonly CatalogueEntry[]>([]);
  readonly problems = signal<readonly string[]>([]);
  readonly study = signal<ResultsOverview | null>(null);
  /** The cell of the study that is looked at. */
  readonly cell = signal(0);
  readonly studyProblem = signal<string | null>(null);
  readonly studyBusy = signal(false);
  /** The point that is looked at. */
  readonly point = computed<RunPoint | undefined>(() => this.run.value?.points.at(this.state.value.point));
  /** θ that is looked at: the one that is given, or else that of the point. */
  readonly theta = computed<readonly number[] | null>(
    () => this.state.value.theta ?? this.point.value?.theta ?? null,
  );
  private stopping = new AbortController();
  private stoppingSeeds = new AbortController();

  constructor(readonly engine: EngineClient) {
    effect(() => history.replaceState(null, '', `#${hashOf(this.state.value)}`));
    addEventListener('hashchange', () => (this.state.value = stateOf(location.hash)));
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

  /** Runs the recipe; a run under way is stopped. */
  async start(): Promise<void> {
    this.stop();
    const { recipe } = this;
    const { signal } = (this.stopping = new AbortController());
    this.run.value = {
      recipe,
      status: 'running',
      optimum: null,
      points: [],
      steps: 0,
      end: null,
      error: null,
      stack: null,
    };
    try {
      await this.engine.call('run', recipe, { signal, onEvent: (event) => this.take(event) });
    } catch (error) {
      if (signal.aborted) return;
      const { message, engineStack } = error as EngineError;
      this.change({ status: 'failed', error: message, stack: engineStack ?? null });
    }
  }

  stop(): void {
    this.stopping.abort();
    if (this.run.value?.status === 'running') this.change({ status: 'stopped' });
  }

  /** Reads the study and the runs of a folder of results. */
  async openResults(files: readonly File[]): Promise<void> {
    const textOf = async (name: string) => files.find((file) => file.name === name)?.text();
    const [study, runs] = await Promise.all([textOf('study.yaml'), textOf('runs.jsonl')]);
    if (study === undefined || runs === undefined) {
      this.studyProblem.value = 'This folder holds no study.yaml and runs.jsonl, which compare --out writes.';
      return;
    }
    await this.follow(() =>
      this.engine.call('results', { study, runs: [runs] }).then((overview) => (this.study.value = overview)),
    );
  }

  /** Runs the recipe over seeds, from its own on. */
  async runSeeds(count: number): Promise<void> {
    this.stopSeeds();
    const { signal } = (this.stoppingSeeds = new AbortController());
    const { recipe } = this;
    await this.follow(() =>
      this.engine.call(
        'seeds',
        { recipe, count },
        { signal, onEvent: (study) => (this.study.value = study) },
      ),
    );
  }

  stopSeeds(): void {
    this.stoppingSeeds.abort();
  }

  choose(cell: number): void {
    this.cell.value = cell;
  }

  /** Runs a run of the study again, to look at it. */
  look(cell: number, seed: number): void {
    const recipe = this.study.value?.recipes[cell];
    if (!recipe) return;
    this.set({ ...recipe, seed, point: -1, step: 0, theta: null });
    void this.check();
    void this.start();
  }

  /** Waits for a study, and keeps the sentence of what is wrong with it. */
  private async follow(work: () => Promise<unknown>): Promise<void> {
    this.studyProblem.value = null;
    this.studyBusy.value = true;
    this.cell.value = 0;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DOMException)) this.studyProblem.value = (error as EngineError).message;
    } finally {
      this.studyBusy.value = false;
    }
  }

  private change(change: Partial<WatchedRun>): void {
    if (this.run.value) this.run.value = { ...this.run.value, ...change };
  }

  private take(event: RunEvent): void {
    const run = this.run.value;
    if (!run) return;
    if (event.kind === 'started') this.change({ optimum: event.optimum });
    else if (event.kind === 'progress') this.change({ steps: event.steps });
    else if (event.kind === 'finished') this.change({ status: 'finished', steps: event.steps, end: event });
    else if (event.kind === 'failed')
      this.change({ status: 'failed', error: event.error, stack: event.stack ?? null });
    else if (event.kind !== 'episode') this.change({ points: [...run.points, event] });
  }
}
