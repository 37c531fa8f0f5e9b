import { InputError } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  handshakeDifference,
  planText,
  type QueueStore,
  readPlan,
  readPlans,
  type StudyPlan,
} from '@pomdp-gym/experiment';
import { Database, type DatabaseSettings, type Statement } from './database.js';
import { Delivery } from './delivery.js';
import { LAYOUT, layoutOf } from './layout.js';
import { NO_URL } from './postgres-fault.js';
import { PostgresQueue } from './postgres-queue.js';

/** Which of what we make in the database is there. */
interface Present {
  readonly schema: boolean;
  readonly tables: boolean;
}

/**
 * Connects to a database, by one try.
 *
 * @throws InputError where it may not be used, or has tables of another version; OutOfReach where it is not reached now.
 */
export async function connectPostgres(address: string, settings: DatabaseSettings): Promise<QueueStore> {
  const [, protocol] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address) ?? [];
  if (protocol !== undefined && !/^postgres(ql)?$/i.test(protocol)) throw new InputError(NO_URL);
  const store = new PostgresStore(new Database(address, settings));
  try {
    await store.check();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The queues of studies in a schema of a PostgreSQL database. */
class PostgresStore implements QueueStore {
  constructor(private readonly database: Database) {}

  /** Throws an InputError where the database may not be used or has tables of another version, an OutOfReach where it is not reached now. */
  async check(): Promise<void> {
    const version = await this.database.once(async (statement) =>
      (await this.present(statement)).tables ? this.version(statement) : LAYOUT,
    );
    if (version !== LAYOUT)
      throw new InputError(
        `The schema ${this.database.schema} has version ${version} of the tables, and this executor needs version ${LAYOUT}. Use another schema, or the same version of the executor.`,
      );
  }

  async open(plan: StudyPlan): Promise<CellQueue> {
    const known = await this.database.transaction(async (statement) =>
      (await this.present(statement)).tables ? this.plan(statement, plan.id) : undefined,
    );
    const opened = known ?? (await this.database.transaction((statement) => this.create(statement, plan)));
    const difference = handshakeDifference(opened.handshake, plan.handshake);
    if (difference !== undefined) throw new InputError(difference);
    return new PostgresQueue(opened, this.database);
  }

  async studies(onUnreadable?: (problem: string) => void): Promise<readonly StudyPlan[]> {
    const texts = await this.database.transaction(async (statement) =>
      (await this.present(statement)).tables ? this.plans(statement) : [],
    );
    return readPlans(texts, 'the queue', onUnreadable);
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** Makes the tables where they are absent, and the queue of a study; returns the plan that the database has then. */
  private async create(statement: Statement, plan: StudyPlan): Promise<StudyPlan> {
    const { schema } = this.database;
    await statement(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`pomdp-gym ${schema}`]);
    const { schema: hasSchema, tables } = await this.present(statement);
    if (!hasSchema) await statement(`CREATE SCHEMA ${schema}`);
    if (!tables) for (const text of layoutOf(schema)) await statement(text);
    await statement(`INSERT INTO ${schema}.studies (study, plan) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      ...[plan.id, planText(plan)],
    ]);
    await new Delivery(schema, plan.id).create(statement);
    return (await this.plan(statement, plan.id))!;
  }

  private async present(statement: Statement): Promise<Present> {
    const [present] = await statement<{ schema: boolean; tables: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS schema, EXISTS
         (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'layout') AS tables`,
      [this.database.schema],
    );
    return present!;
  }

  private async version(statement: Statement): Promise<number | undefined> {
    const [row] = await statement<{ version: number }>(`SELECT version FROM ${this.database.schema}.layout`);
    return row?.version;
  }

  private async plan(statement: Statement, id: string): Promise<StudyPlan | undefined> {
    const [row] = await statement<{ plan: string }>(
      `SELECT plan FROM ${this.database.schema}.studies WHERE study = $1`,
      [id],
    );
    return row && readPlan(row.plan, 'the queue');
  }

  private async plans(statement: Statement): Promise<readonly string[]> {
    const rows = await statement<{ plan: string }>(
      `SELECT plan FROM ${this.database.schema}.studies ORDER BY number`,
    );
    return rows.map(({ plan }) => plan);
  }
}
