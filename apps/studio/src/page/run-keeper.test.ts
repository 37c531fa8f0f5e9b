import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { expect } from 'chai';
import type { RunRecipe } from '../engine/calls.js';
import type { WatchedRun } from './run-buffer.js';
import { RunKeeper } from './run-keeper.js';
import { SeedsKeeper } from './seeds-keeper.js';
import { StudioDatabase } from './studio-database.js';

const NAME = 'pomdp-gym-studio';
const recipe: RunRecipe = {
  ...{ environment: 'Tiger-v0', agent: 'uniform' },
  ...{ seed: 1, budget: 10, steps: 5, start: null },
};
const stopped: WatchedRun = {
  ...{ recipe, status: 'stopped', optimum: null, points: [], steps: 0 },
  ...{ end: null, error: null, stack: null },
};
const entry = {
  ...{ key: JSON.stringify(recipe), build: 'a build', recipe, from: null },
  ...{ status: 'finished', averageReward: 0.5 },
};
/** Waits until a condition holds, or nearly as long as a test may take. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 5000; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
/** Lets what is under way in the database come to its end: each of its steps is a turn of the event loop. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 200; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** A database that can hold what it has read. */
class HeldDatabase extends StudioDatabase {
  private hold: ((release: () => void) => void) | undefined;

  /** Holds the result of the next use; resolves, once that has read it, to what lets it go. */
  holdNext(): Promise<() => void> {
    return new Promise((resolve) => (this.hold = resolve));
  }

  override async use<T>(work: Parameters<typeof StudioDatabase.prototype.use<T>>[0]): Promise<T | undefined> {
    const { hold } = this;
    this.hold = undefined;
    const found = await super.use(work);
    if (hold) await new Promise<void>((release) => hold(release));
    return found;
  }
}

describe('The database of the studio', () => {
  const databases: StudioDatabase[] = [];
  const opened = () => {
    const database = new StudioDatabase();
    databases.push(database);
    return database;
  };
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });
  afterEach(() => {
    for (const database of databases.splice(0)) database.close();
  });

  /** A database of version 1 with a run of number 7. */
  const first = () =>
    openDB(NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore('watched');
        void database.createObjectStore('runs').put(entry, 7);
      },
    });

  it('takes over the runs of version 1 with their numbers', async () => {
    (await first()).close();
    const found = await new RunKeeper('a build', opened()).find(recipe);
    expect(found?.kept).to.deep.equal({ ...entry, id: 7 });
  });

  it('says that another tab blocks it, and keeps runs once that is closed', async () => {
    const other = await first();
    const keeper = new RunKeeper('a build', opened());
    await until(() => keeper.problem.value !== null);
    expect(keeper.problem.value).to.contain('another tab shows an earlier build');
    other.close();
    expect((await keeper.find(recipe))?.kept.id).to.equal(7);
    expect(keeper.problem.value).to.equal(null);
  });

  it('waits for the number of a run no longer than another tab lets it', async () => {
    const other = await first();
    const keeper = new RunKeeper('a build', opened());
    const numbered = keeper.begin(recipe, null);
    expect(await keeper.unlessFailed(numbered)).to.equal(null);
    const known = { ...entry, id: 3, status: 'finished' } as const;
    expect(await keeper.unlessFailed(Promise.resolve(known))).to.equal(known);
    other.close();
    await until(() => keeper.problem.value === null);
    expect((await keeper.unlessFailed(numbered))?.id).to.equal(7);
  });

  it('shows that a write fails, and leaves no rejection without a handler', async () => {
    const database = opened();
    const keeper = new RunKeeper('a build', database);
    const kept = await keeper.begin(recipe, null);
    const rejections: unknown[] = [];
    const take = (reason: unknown) => rejections.push(reason);
    const before = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', take);
    const aborted = new Set<unknown>();
    const { put } = IDBObjectStore.prototype;
    // A browser aborts the transaction of a put that exceeds the quota.
    IDBObjectStore.prototype.put = function full(...argument: Parameters<typeof put>) {
      const request = put.apply(this, argument);
      const { transaction } = this;
      if (!aborted.has(transaction)) queueMicrotask(() => transaction.abort());
      aborted.add(transaction);
      return request;
    };
    try {
      await keeper.write(kept.id, stopped);
      expect(keeper.problem.value).to.contain('keeps no runs');
      const question = { recipe, count: 2 };
      await new SeedsKeeper('a build', database).keep(question, JSON.parse('{"run":0}'));
      await settle();
    } finally {
      IDBObjectStore.prototype.put = put;
      process.removeAllListeners('unhandledRejection');
      for (const listener of before) process.on('unhandledRejection', listener);
    }
    expect(rejections).to.deep.equal([]);
  });

  it('keeps its own change of the list where it reads the list meanwhile', async () => {
    const database = new HeldDatabase();
    databases.push(database);
    const keeper = new RunKeeper('a build', database);
    const kept = await keeper.begin(recipe, null);
    const reading = database.holdNext();
    opened().changed();
    const release = await reading;
    await keeper.write(kept.id, stopped);
    release();
    await settle();
    expect(keeper.runs.value.map(({ status }) => status)).to.deep.equal(['stopped']);
  });

  it('keeps that a study was stopped beside its runs, until it is not', async () => {
    const keeper = new SeedsKeeper('a build', opened());
    const question = { recipe, count: 20 };
    expect(await keeper.isStopped(question)).to.equal(false);
    await keeper.setStopped(question, true);
    await keeper.keep(question, JSON.parse('{"run":0}'));
    const states = () => Promise.all([keeper.isStopped(question), keeper.records(question)]);
    expect(await states()).to.deep.equal([true, [{ run: 0 }]]);
    expect(await keeper.isStopped({ recipe, count: 21 })).to.equal(false);
    await keeper.setStopped(question, false);
    expect(await states()).to.deep.equal([false, [{ run: 0 }]]);
  });
});
