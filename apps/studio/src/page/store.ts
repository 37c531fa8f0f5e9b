import { computed, effect, signal } from '@preact/signals';
import type { RunEvent, VisitedPoint } from '@pomdp-gym/contracts';
import type { CatalogueEntry, RunRecipe } from '../engine/calls.js';
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
  /** The point that is looked at. */
  readonly point = computed<RunPoint | undefined>(() => this.run.value?.points.at(this.state.value.point));
  private stopping = new AbortController();

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
    const { environment, agent, seed, budget, steps } = this.state.value;
    return { environment, agent, seed, budget, steps };
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
