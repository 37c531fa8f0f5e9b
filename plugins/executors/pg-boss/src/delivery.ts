import PgBoss from 'pg-boss';
import type { LeasedCell, PlannedCell } from '@pomdp-gym/experiment';
import type { Statement } from './database.js';

/** An entry that waits, as it is sent. */
export type Sent = Pick<PlannedCell, 'run' | 'cell' | 'copy' | 'weight'> & Pick<LeasedCell, 'attempt'>;

/** An entry as it is delivered: a job of pg-boss. */
export interface Delivered {
  readonly job: string;
  readonly cell: string;
  readonly copy: number;
}

/** Jobs of one statement. */
const BATCH = 5000;
/** pg-boss counts what is given back as a try that failed. */
const ANY_NUMBER = 2 ** 31 - 1;
const TEN_YEARS = 3650;

/**
 * Delivers the entries of a study by pg-boss, a job each: those of copy 0 first, those of a large weight first among them. A job only
 * says that an entry may wait; the tables decide whether it does. All calls take part in the transaction of the caller.
 */
export class Delivery {
  private readonly queue: string;

  constructor(
    private readonly schema: string,
    study: string,
  ) {
    this.queue = `study-${study}`;
  }

  /** Makes the queue of the study, if it is absent: a table, which takes the right to create one in the schema. */
  async create(statement: Statement): Promise<void> {
    await this.boss(statement).createQueue(this.queue, {
      ...{ name: this.queue, policy: 'standard' },
      ...{ retryLimit: ANY_NUMBER, retryDelay: 0, retentionDays: TEN_YEARS },
    });
  }

  async send(statement: Statement, entries: readonly Sent[]): Promise<void> {
    const boss = this.boss(statement);
    for (let at = 0; at < entries.length; at += BATCH)
      await boss.insert(entries.slice(at, at + BATCH).map((entry) => this.jobOf(entry)));
  }

  /** The next entries, at most so many, in any order. They count as delivered where the transaction is kept. */
  async receive(statement: Statement, count: number): Promise<readonly Delivered[]> {
    const failures: unknown[] = [];
    const boss = this.boss(statement, failures);
    const jobs = await boss.fetch<Pick<Delivered, 'cell' | 'copy'>>(this.queue, {
      batchSize: count,
      ignoreStartAfter: true,
    });
    // pg-boss returns no jobs where its statement fails.
    if (failures.length > 0) throw failures[0];
    return jobs.map(({ id, data: { cell, copy } }) => ({ job: id, cell, copy }));
  }

  /** Ends the jobs of entries that are leased or do not wait any more. */
  async end(statement: Statement, jobs: readonly string[]): Promise<void> {
    if (jobs.length > 0) await this.boss(statement).deleteJob(this.queue, [...jobs]);
  }

  /** Gives back what was received; it is delivered again in its place. */
  async giveBack(statement: Statement, jobs: readonly string[]): Promise<void> {
    if (jobs.length > 0) await this.boss(statement).fail(this.queue, [...jobs]);
  }

  private jobOf({ run, cell, copy, weight, attempt }: Sent): PgBoss.JobInsert {
    return {
      id: jobId(run, copy, attempt),
      name: this.queue,
      data: { cell, copy },
      priority: priorityOf(copy, weight),
    };
  }

  /** pg-boss on the connection of the caller's transaction. It starts nothing of its own: no maintenance, no schedule, no migration. */
  private boss(statement: Statement, failures: unknown[] = []): PgBoss {
    return new PgBoss({
      schema: this.schema,
      ...{ migrate: false, supervise: false, schedule: false },
      db: {
        executeSql: async (text, values) => {
          try {
            return { rows: await statement(text, values) };
          } catch (error) {
            failures.push(error);
            throw error;
          }
        },
      },
    });
  }
}

/** Jobs of equal priority come in the order of their ids, hence of their runs. */
function jobId(run: number, copy: number, attempt: number): string {
  const digits = (value: number, count: number): string => value.toString(16).padStart(count, '0');
  return `${digits(run, 8)}-${digits(copy, 4)}-${digits(attempt, 4)}-0000-000000000000`;
}

/**
 * A whole number of 32 bits that orders jobs as copies and weights do: the bits of a positive number of single precision, read as an
 * integer, have its order (IEEE 754). Confirmations come after all others.
 */
export function priorityOf(copy: number, weight: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, Math.max(0, weight));
  return copy === 0 ? view.getInt32(0) : view.getInt32(0) - 2 ** 31;
}
