import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, OutOfReach } from '@pomdp-gym/experiment';
import pg from 'pg';
import { isPassing, postgresFault } from './postgres-fault.js';

/** Runs a statement and returns its rows. */
export type Statement = <Row extends pg.QueryResultRow>(
  text: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

/** What a transaction does. */
export type Work<Result> = (statement: Statement) => Promise<Result>;

export interface DatabaseSettings {
  /** Where our tables are. */
  readonly schema: string;
  /** Seconds that a call goes on trying while the server is not reached, from its beginning. */
  readonly patience: number;
  readonly clock: Clock;
}

/** Milliseconds before the second try, and at most between two. */
const [SHORTEST, LONGEST] = [50, 5000];

/**
 * A PostgreSQL database. Each call is one transaction, which is tried again where the server is not reached or restarts: a
 * transaction may therefore be done whose reply was lost, and then done again. No message has a part of the address.
 */
export class Database {
  private readonly pool: pg.Pool;
  private ended: Promise<void> | undefined;

  /** Connects at the first call. */
  constructor(
    address: string,
    private readonly settings: DatabaseSettings,
  ) {
    this.pool = new pg.Pool({
      ...{ connectionString: address, max: 4, connectionTimeoutMillis: 10_000 },
      ...{ application_name: 'pomdp-gym', keepAlive: true },
      // A machine that is gone keeps neither a call nor the locks of a transaction.
      ...{ query_timeout: 120_000, idle_in_transaction_session_timeout: 60_000 },
    });
    // A connection that breaks makes its query fail, which is tried again; an idle one is replaced.
    const ignore = (): void => undefined;
    this.pool.on('error', ignore);
    this.pool.on('connect', (client) => client.on('error', ignore));
  }

  get schema(): string {
    return this.settings.schema;
  }

  /** Does a transaction by one try. Throws an InputError where the database may not be used, an OutOfReach where it is not reached now. */
  async once<Result>(work: Work<Result>): Promise<Result> {
    try {
      return await this.attempt(work);
    } catch (error) {
      const fault = postgresFault(error, this.schema);
      throw isPassing(error) ? new OutOfReach(fault.message) : fault;
    }
  }

  /** Does a transaction, and goes on trying while the server is not reached. */
  async transaction<Result>(work: Work<Result>): Promise<Result> {
    return this.persist(() => this.attempt(work));
  }

  /** Does one statement, which is a transaction of its own. */
  async statement<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return this.persist(async () => (await this.pool.query<Row>(text, [...values])).rows);
  }

  async close(): Promise<void> {
    await (this.ended ??= this.pool.end());
  }

  private async persist<Result>(call: () => Promise<Result>): Promise<Result> {
    const { clock, patience } = this.settings;
    const begun = clock();
    for (let wait = SHORTEST; ; wait = Math.min(2 * wait, LONGEST)) {
      try {
        return await call();
      } catch (error) {
        if (!isPassing(error) || clock() - begun >= patience) throw postgresFault(error, this.schema);
      }
      await pause(wait);
    }
  }

  private async attempt<Result>(work: Work<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(
        async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(text, [...values])).rows,
      );
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      const undone = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      );
      client.release(!undone);
      throw error;
    }
  }
}
