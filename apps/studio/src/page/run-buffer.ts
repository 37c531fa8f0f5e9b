import type { RunEvent, VisitedPoint } from '@pomdp-gym/contracts';
import type { RunRecipe } from '../engine/calls.js';
import { Paced } from './paced.js';

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

/** Takes the events of a run, and publishes the run as it stands: at its begin and end at once, between them at a pace. */
export class RunBuffer {
  private run: WatchedRun;
  private readonly points: RunPoint[] = [];
  private readonly paced: Paced;

  /** @param before the same run as far as it had come before, which is published until this one has come further. */
  constructor(
    recipe: RunRecipe,
    publish: (run: WatchedRun) => void,
    later?: (work: () => void) => void,
    before?: WatchedRun,
  ) {
    this.run = {
      ...{ recipe, status: 'running', optimum: null, points: [], steps: 0 },
      ...{ end: null, error: null, stack: null },
    };
    this.paced = new Paced(() => {
      const isBehind = before && this.points.length < before.points.length && this.run.end === null;
      const { points, steps, optimum } = isBehind ? before : { ...this.run, points: [...this.points] };
      publish({ ...this.run, points, steps, optimum });
    }, later);
    this.paced.request();
    this.paced.now();
  }

  take(event: RunEvent): void {
    if (event.kind === 'started') this.change({ optimum: event.optimum });
    else if (event.kind === 'progress') this.change({ steps: event.steps });
    else if (event.kind === 'finished') this.end({ status: 'finished', steps: event.steps, end: event });
    else if (event.kind === 'failed')
      this.end({ status: 'failed', error: event.error, stack: event.stack ?? null });
    else if (event.kind !== 'episode') this.add(event);
  }

  /** Ends a run that is running, and publishes it. Nothing changes it afterwards. */
  end(change: Partial<WatchedRun> & Pick<WatchedRun, 'status'>): void {
    this.change(change);
    this.paced.now();
  }

  private add(point: RunPoint): void {
    if (this.run.status !== 'running') return;
    this.points.push(point);
    this.paced.request();
  }

  private change(change: Partial<WatchedRun>): void {
    if (this.run.status !== 'running') return;
    this.run = { ...this.run, ...change };
    this.paced.request();
  }
}
