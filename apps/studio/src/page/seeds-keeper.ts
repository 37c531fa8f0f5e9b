import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { RunRecord } from '@pomdp-gym/experiment';
import type { SeedsQuestion } from '../engine/calls.js';
import type { StudioDatabase, StudioSchema } from './studio-database.js';

/** Studies that are kept; of more, the oldest is left out. */
const MOST = 20;

type Change = IDBPTransaction<StudioSchema, ('studies' | 'records')[], 'readwrite'>;

/** Keeps the runs of studies over seeds in the browser's database, so that a page that is loaded again goes on from them. */
export class SeedsKeeper {
  /** @param build the build of the page: runs of another build are not shown again. */
  constructor(
    private readonly build: string,
    private readonly database: StudioDatabase,
  ) {}

  /** The runs of a study that are done, in the order of its seeds; none where this build has run none. */
  async records(question: SeedsQuestion): Promise<readonly RunRecord[]> {
    const records = await this.database.use(async (database) => {
      const id = await this.find(database, question);
      return id === undefined ? [] : database.getAll('records', rangeOf(id));
    });
    return records ?? [];
  }

  async keep(question: SeedsQuestion, record: RunRecord): Promise<void> {
    await this.change(question, (change, id) => change.objectStore('records').put(record, [id, record.run]));
  }

  /** Keeps whether a person has stopped a study. */
  async setStopped(question: SeedsQuestion, isStopped: boolean): Promise<void> {
    const entry = { question, build: this.build, isStopped };
    await this.change(question, (change, id) => change.objectStore('studies').put(entry, id));
  }

  async isStopped(question: SeedsQuestion): Promise<boolean> {
    const entry = await this.database.use(async (database) => {
      const id = await this.find(database, question);
      return id === undefined ? undefined : database.get('studies', id);
    });
    return entry?.isStopped ?? false;
  }

  /** Changes what is kept of a study, in one transaction. */
  private async change(
    question: SeedsQuestion,
    work: (change: Change, id: number) => Promise<unknown>,
  ): Promise<void> {
    await this.database.use(async (database) => {
      const change = database.transaction(['studies', 'records'], 'readwrite');
      const worked = this.idIn(change, question).then((id) => work(change, id));
      await Promise.all([worked, change.done]);
    });
  }

  /** The number of a study; of one that is not kept yet a new one, in place of the oldest where there are too many. */
  private async idIn(change: Change, question: SeedsQuestion): Promise<number> {
    const [studies, records] = [change.objectStore('studies'), change.objectStore('records')];
    const [ids, entries] = [await studies.getAllKeys(), await studies.getAll()];
    const earlier = ids.find((_, i) => this.isOf(question, entries[i]!));
    if (earlier !== undefined) return earlier;
    const outdated = ids.slice(0, Math.max(0, ids.length + 1 - MOST));
    await Promise.all(outdated.flatMap((old) => [studies.delete(old), records.delete(rangeOf(old))]));
    return studies.add({ question, build: this.build });
  }

  private async find(
    database: IDBPDatabase<StudioSchema>,
    question: SeedsQuestion,
  ): Promise<number | undefined> {
    const { store } = database.transaction('studies');
    const [ids, entries] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return ids.find((_, i) => this.isOf(question, entries[i]!));
  }

  private isOf(question: SeedsQuestion, entry: { question: SeedsQuestion; build: string }): boolean {
    return entry.build === this.build && JSON.stringify(entry.question) === JSON.stringify(question);
  }
}

/** The keys of the runs of a study. */
function rangeOf(study: number): IDBKeyRange {
  return IDBKeyRange.bound([study, 0], [study, Infinity]);
}
