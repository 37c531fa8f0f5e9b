import { effect, type Signal, signal } from '@preact/signals';
import type { IDBPDatabase } from 'idb';
import type { RunRecipe } from '../engine/calls.js';
import type { ForkedFrom, KeptRun, RunEntry } from './kept-run.js';
import type { WatchedRun } from './run-buffer.js';
import type { StudioDatabase, StudioSchema } from './studio-database.js';

/** Runs that are kept; of more, the oldest is left out. */
const MOST = 50;

/** Milliseconds between two writes of a run under way. */
const PACE = 1000;
/** A run of more points is written at its end alone: to copy them takes long. */
const MOST_POINTS = 5000;

/** Keeps runs in the browser's database, so that they are there when the page is loaded again. Tabs share the runs and their numbers. */
export class RunKeeper {
  readonly runs = signal<readonly KeptRun[]>([]);
  /** Why nothing is kept; null where runs are kept. */
  readonly problem: Signal<string | null>;
  private readonly ready: Promise<void>;
  private written = 0;
  /** Changes that this page has made to its list. */
  private changes = 0;

  constructor(
    private readonly build: string,
    private readonly database: StudioDatabase,
  ) {
    this.problem = database.problem;
    this.ready = this.read();
    database.onChange(() => void this.read());
  }

  /** The latest run of a recipe, where this build has computed one. */
  async find(recipe: RunRecipe): Promise<{ kept: KeptRun; run: WatchedRun | undefined } | undefined> {
    await this.ready;
    const kept = this.runs.value.find((each) => this.isOf(recipe, each));
    return kept && { kept, run: await this.database.use((database) => database.get('watched', kept.id)) };
  }

  /** The number of a run of a recipe that begins; the earlier number where this build has run it before, in any tab. */
  async begin(recipe: RunRecipe, from: ForkedFrom | null): Promise<KeptRun> {
    await this.ready;
    const entry: RunEntry = {
      ...{ key: JSON.stringify(recipe), build: this.build, recipe, from },
      ...{ status: 'running', averageReward: null },
    };
    const kept = await this.database.use((database) => this.claim(database, entry));
    if (!kept) return this.beginHere(entry);
    await this.read();
    this.database.changed();
    return kept;
  }

  /** Waits for a number; null where runs are not kept before it is there: another tab may block the database for long. */
  async unlessFailed(numbered: Promise<KeptRun | null>): Promise<KeptRun | null> {
    let forget = (): void => undefined;
    const failed = new Promise<null>((resolve) => {
      forget = effect(() => {
        if (this.problem.value !== null) resolve(null);
      });
    });
    try {
      return await Promise.race([numbered, failed]);
    } finally {
      forget();
    }
  }

  /** Writes a run as far as it has come: at its end at once, before at a pace. A run that is kept to its end stays so. */
  async write(id: number, run: WatchedRun): Promise<void> {
    const isPaced = performance.now() - this.written > PACE && run.points.length <= MOST_POINTS;
    const isDue = run.status !== 'running' || isPaced;
    const before = this.runs.value.find((kept) => kept.id === id);
    if (!isDue || !before || isStepBack(before, run)) return;
    this.written = performance.now();
    this.changes++;
    const averageReward = run.end?.averageReward ?? run.points.at(-1)?.averageReward ?? null;
    const kept = { ...before, status: run.status, averageReward };
    this.runs.value = this.runs.value.map((each) => (each.id === id ? kept : each));
    await this.database.use((database) => put(database, kept, run));
    this.database.changed();
  }

  async remove(id: number): Promise<void> {
    this.changes++;
    this.runs.value = this.runs.value.filter((kept) => kept.id !== id);
    await this.database.use(async (database) => {
      const change = database.transaction(['runs', 'watched'], 'readwrite');
      await Promise.all([
        change.objectStore('runs').delete(id),
        change.objectStore('watched').delete(id),
        change.done,
      ]);
    });
    this.database.changed();
  }

  private isOf(recipe: RunRecipe, { key, build }: RunEntry): boolean {
    return key === JSON.stringify(recipe) && build === this.build;
  }

  /** Numbers a run in one transaction, so that two tabs never give two runs the same number; the oldest run is left out where there are too many. */
  private async claim(database: IDBPDatabase<StudioSchema>, entry: RunEntry): Promise<KeptRun> {
    const change = database.transaction(['runs', 'watched'], 'readwrite');
    const [runs, watched] = [change.objectStore('runs'), change.objectStore('watched')];
    const [ids, entries] = [await runs.getAllKeys(), await runs.getAll()];
    const earlier = entries.findIndex((each) => this.isOf(entry.recipe, each));
    if (earlier >= 0) return { ...entries[earlier]!, id: ids[earlier]! };
    // Without the oldest, whose number is known before that of the new one.
    const outdated = ids.slice(0, Math.max(0, ids.length + 1 - MOST));
    const [id] = await Promise.all([
      runs.add(entry),
      ...outdated.flatMap((old) => [runs.delete(old), watched.delete(old)]),
      change.done,
    ]);
    return { ...entry, id };
  }

  /** Numbers a run of a page that has no database. */
  private beginHere(entry: RunEntry): KeptRun {
    const earlier = this.runs.value.find((each) => this.isOf(entry.recipe, each));
    if (earlier) return earlier;
    const kept = { ...entry, id: 1 + (this.runs.value.at(-1)?.id ?? 0) };
    this.runs.value = [...this.runs.value, kept].slice(-MOST);
    return kept;
  }

  /** Reads the list anew; once more where this page has changed its list meanwhile. */
  private async read(): Promise<void> {
    const { changes } = this;
    const kept = await this.database.use(async (database) => {
      const { store } = database.transaction('runs');
      const [ids, entries] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return entries.map((entry, i) => ({ ...entry, id: ids[i]! }));
    });
    if (changes !== this.changes) return this.read();
    if (kept) this.runs.value = kept;
  }
}

/** Whether a run that is less complete would take the place of one that has come to its end. */
function isStepBack({ status }: RunEntry, run: WatchedRun): boolean {
  return status === 'finished' && run.status !== 'finished';
}

/** Writes a run, unless it is forgotten, or is kept to its end already. */
async function put(
  database: IDBPDatabase<StudioSchema>,
  { id, ...entry }: KeptRun,
  run: WatchedRun,
): Promise<void> {
  const change = database.transaction(['runs', 'watched'], 'readwrite');
  const [runs, watched] = [change.objectStore('runs'), change.objectStore('watched')];
  const there = await runs.get(id);
  const puts = there && !isStepBack(there, run) ? [runs.put(entry, id), watched.put(run, id)] : [];
  await Promise.all([...puts, change.done]);
}
