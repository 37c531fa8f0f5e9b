import { signal } from '@preact/signals';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RunRecipe } from '../engine/calls.js';
import type { WatchedRun } from './run-buffer.js';

/** The point of a run that another begins at. */
export interface ForkedFrom {
  readonly run: number;
  /** Counted from 1. */
  readonly point: number;
}

/** A run as the list of kept runs shows it. */
export interface KeptRun {
  /** Its number: no other run of this browser has it. */
  readonly id: number;
  /** The recipe as JSON, which no other kept run of this build has. */
  readonly key: string;
  /** The build of the page that computed it. */
  readonly build: string;
  readonly recipe: RunRecipe;
  readonly from: ForkedFrom | null;
  readonly status: WatchedRun['status'];
  readonly averageReward: number | null;
}

interface Schema extends DBSchema {
  runs: { key: number; value: KeptRun };
  watched: { key: number; value: WatchedRun };
}

/** Runs that are kept; of more, the oldest is left out. */
const MOST = 50;

/** Milliseconds between two writes of a run under way. */
const PACE = 1000;
/** A run of more points is written at its end alone: to copy them takes long. */
const MOST_POINTS = 5000;

/** Keeps runs in the browser's database, so that they are there when the page is loaded again. */
export class RunKeeper {
  readonly runs = signal<readonly KeptRun[]>([]);
  /** Why nothing is kept; null where runs are kept. */
  readonly problem = signal<string | null>(null);
  private readonly database: Promise<IDBPDatabase<Schema> | null>;
  private readonly ready: Promise<void>;
  private next = 1;
  private written = 0;

  constructor(private readonly build: string) {
    this.database = this.open();
    this.ready = this.read();
  }

  /** The latest run of a recipe, where this build has computed one. */
  async find(recipe: RunRecipe): Promise<{ kept: KeptRun; run: WatchedRun | undefined } | undefined> {
    await this.ready;
    const kept = this.keptOf(recipe);
    return kept && { kept, run: await this.guarded((database) => database.get('watched', kept.id)) };
  }

  /** The number of a run of a recipe that begins; the earlier number where this build has run it before. */
  async begin(recipe: RunRecipe, from: ForkedFrom | null): Promise<KeptRun> {
    await this.ready;
    const earlier = this.keptOf(recipe);
    if (earlier) return earlier;
    const { build } = this;
    const kept: KeptRun = {
      ...{ id: this.next++, key: JSON.stringify(recipe), build, recipe, from },
      ...{ status: 'running', averageReward: null },
    };
    this.runs.value = [...this.runs.value, kept];
    for (const old of this.runs.value.slice(0, -MOST)) await this.remove(old.id);
    return kept;
  }

  /** Writes a run as far as it has come: at its end at once, before at a pace. */
  async write(id: number, run: WatchedRun): Promise<void> {
    const isPaced = performance.now() - this.written > PACE && run.points.length <= MOST_POINTS;
    const isDue = run.status !== 'running' || isPaced;
    const before = this.runs.value.find((kept) => kept.id === id);
    if (!isDue || !before) return;
    this.written = performance.now();
    const averageReward = run.end?.averageReward ?? run.points.at(-1)?.averageReward ?? null;
    const kept = { ...before, status: run.status, averageReward };
    this.runs.value = this.runs.value.map((each) => (each.id === id ? kept : each));
    await this.guarded(async (database) => {
      const change = database.transaction(['runs', 'watched'], 'readwrite');
      await Promise.all([
        change.objectStore('runs').put(kept, id),
        change.objectStore('watched').put(run, id),
        change.done,
      ]);
    });
  }

  async remove(id: number): Promise<void> {
    this.runs.value = this.runs.value.filter((kept) => kept.id !== id);
    await this.guarded(async (database) => {
      const change = database.transaction(['runs', 'watched'], 'readwrite');
      await Promise.all([
        change.objectStore('runs').delete(id),
        change.objectStore('watched').delete(id),
        change.done,
      ]);
    });
  }

  private keptOf(recipe: RunRecipe): KeptRun | undefined {
    const key = JSON.stringify(recipe);
    return this.runs.value.find((kept) => kept.key === key && kept.build === this.build);
  }

  private async open(): Promise<IDBPDatabase<Schema> | null> {
    try {
      return await openDB<Schema>('pomdp-gym-studio', 1, {
        upgrade: (database) => {
          database.createObjectStore('runs');
          database.createObjectStore('watched');
        },
      });
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  private async read(): Promise<void> {
    const kept = await this.guarded((database) => database.getAll('runs'));
    this.runs.value = kept ?? [];
    this.next = 1 + (this.runs.value.at(-1)?.id ?? 0);
  }

  /** What a use of the database returns; undefined where it fails, which is shown. */
  private async guarded<T>(use: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T | undefined> {
    const database = await this.database;
    if (!database) return undefined;
    try {
      return await use(database);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  private fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.problem.value = `This browser keeps no runs of this page (${why}): after a reload they are computed anew from their recipe in the address.`;
  }
}
