import { signal } from '@preact/signals';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { RunRecord } from '@pomdp-gym/experiment';
import type { SeedsQuestion } from '../engine/calls.js';
import type { RunEntry } from './kept-run.js';
import type { WatchedRun } from './run-buffer.js';

/** A study over seeds as it is kept; its records stand by themselves. */
export interface StudyEntry {
  readonly question: SeedsQuestion;
  /** The build of the page that computed it. */
  readonly build: string;
  /** Whether a person has stopped it: a page that is loaded again shows its runs, and runs no other. */
  readonly isStopped?: boolean;
}

/** What the browser keeps of this page. All keys of runs and studies are numbers that no other has had before. */
export interface StudioSchema extends DBSchema {
  runs: { key: number; value: RunEntry };
  watched: { key: number; value: WatchedRun };
  studies: { key: number; value: StudyEntry };
  records: { key: [study: number, run: number]; value: RunRecord };
}

type Database = IDBPDatabase<StudioSchema>;

const NAME = 'pomdp-gym-studio';
const VERSION = 2;

/** The browser's database for this page, which all tabs share, and what other tabs change in it. */
export class StudioDatabase {
  /** Why nothing is kept; null where things are kept. */
  readonly problem = signal<string | null>(null);
  private readonly opened = this.open();
  private readonly channel = new BroadcastChannel(NAME);

  /** What a use of the database returns; undefined where it fails, which is shown. */
  async use<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      const database = await this.opened;
      return await work(database);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Says to the other tabs that something has changed. */
  changed(): void {
    this.channel.postMessage('changed');
  }

  /** Calls the listener whenever another tab has changed something. */
  onChange(listener: () => void): void {
    this.channel.addEventListener('message', listener);
  }

  /** Closes it: nothing is kept afterwards. */
  close(): void {
    this.channel.close();
    void this.opened.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  private open(): Promise<Database> {
    return new Promise((resolve, reject: (error: unknown) => void) => {
      const opening = openDB<StudioSchema>(NAME, VERSION, {
        upgrade: (database, before, _, change) => upgrade(database, before, change),
        // It opens once that tab is closed.
        blocked: () => this.fail('another tab shows an earlier build of it: close that tab'),
        blocking: () => void opening.then((database) => database.close()),
      });
      opening.then((database) => {
        this.problem.value = null;
        resolve(database);
      }, reject);
    });
  }

  private fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.problem.value = `This browser keeps no runs of this page (${why}): after a reload they are computed anew from their recipe in the address.`;
  }
}

/** Makes the stores, and takes over the runs of version 1, which numbered them by itself. */
async function upgrade(
  database: Database,
  before: number,
  change: IDBPTransaction<StudioSchema, ('runs' | 'watched' | 'studies' | 'records')[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('studies', { autoIncrement: true });
  database.createObjectStore('records');
  if (before === 0) database.createObjectStore('watched');
  const store = before === 0 ? undefined : change.objectStore('runs');
  const [ids, runs] = store ? [await store.getAllKeys(), await store.getAll()] : [[], []];
  if (store) database.deleteObjectStore('runs');
  const numbered = database.createObjectStore('runs', { autoIncrement: true });
  for (const [i, run] of runs.entries()) await numbered.put(run, ids[i]);
}
