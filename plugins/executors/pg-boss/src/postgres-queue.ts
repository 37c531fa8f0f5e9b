import {
  type Attempt,
  type CellQueue,
  type CellResult,
  type LeasedCell,
  type LeaseRequest,
  type LostCell,
  type Outcome,
  type PlannedCell,
  type QueueLoad,
  type QueueStatus,
  RETRIES,
  type StoredResult,
  type StudyPlan,
} from '@pomdp-gym/experiment';
import { Commits } from './commits.js';
import type { Database, Statement } from './database.js';
import { Delivery, type Sent } from './delivery.js';
import { queueStatus } from './queue-status.js';
import { takeCells } from './take-cells.js';

/** Entries of one statement. */
const BATCH = 5000;
/** Results of one statement. */
const PAGE = 500;

/** The columns of a waiting entry, as it is sent to be delivered. */
const SENT = 'c.run, c.cell, c.copy, c.weight, c.attempt';

/** The cells of a study in a PostgreSQL database. pg-boss delivers entries; the tables decide, each call in one transaction. */
export class PostgresQueue implements CellQueue {
  private readonly delivery: Delivery;
  private readonly commits: Commits;
  private readonly schema: string;
  private readonly study: string;

  /** @param plan of a study that is in the database. */
  constructor(
    readonly plan: StudyPlan,
    private readonly database: Database,
  ) {
    this.schema = database.schema;
    this.study = plan.id;
    this.delivery = new Delivery(this.schema, this.study);
    this.commits = new Commits(database, this.study);
  }

  async add(cells: readonly PlannedCell[]): Promise<void> {
    await this.database.transaction(async (statement) => {
      for (let at = 0; at < cells.length; at += BATCH)
        await this.delivery.send(statement, await this.insert(statement, cells.slice(at, at + BATCH)));
      // The planner of the server takes new tables for small ones until they are analyzed.
      if (cells.length >= BATCH) await statement(`ANALYZE ${this.schema}.cells, ${this.schema}.job`);
    });
  }

  async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    const { schema, study, delivery } = this;
    return this.database.transaction(async (statement) => {
      if (await this.isNew(statement, request))
        await takeCells(statement, delivery, { schema, study, request });
      const held = await statement<LeasedCell>(
        `SELECT run, cell, copy, weight, attempt FROM ${schema}.cells
           WHERE study = $1 AND lease = $2 AND state = 'leased' ORDER BY copy, weight DESC, run`,
        [study, request.lease],
      );
      if (held.length === 0) await this.endLeases(statement, [request.lease]);
      return held;
    });
  }

  async beat(lease: string): Promise<boolean> {
    const rows = await this.database.statement(
      `WITH sign AS (UPDATE ${this.schema}.leases SET sign = clock_timestamp() WHERE study = $1 AND lease = $2)
         SELECT 1 FROM ${this.schema}.cells WHERE study = $1 AND lease = $2 AND state = 'leased' LIMIT 1`,
      [this.study, lease],
    );
    return rows.length > 0;
  }

  async commit(result: CellResult): Promise<Outcome> {
    return this.commits.add(result);
  }

  async keepCheckpoint({ cell, copy, attempt }: Attempt, text: string): Promise<boolean> {
    const kept = await this.database.statement(
      `INSERT INTO ${this.schema}.checkpoints (study, cell, copy, checkpoint)
         SELECT study, cell, copy, $5 FROM ${this.schema}.cells
           WHERE study = $1 AND cell = $2 AND copy = $3 AND attempt = $4 AND state = 'leased' FOR UPDATE
         ON CONFLICT (study, cell, copy) DO UPDATE SET checkpoint = excluded.checkpoint RETURNING cell`,
      [this.study, cell, copy, attempt, text],
    );
    return kept.length > 0;
  }

  async checkpointOf({ cell, copy }: Pick<Attempt, 'cell' | 'copy'>): Promise<string | undefined> {
    const [kept] = await this.database.statement<{ checkpoint: string }>(
      `SELECT checkpoint FROM ${this.schema}.checkpoints WHERE study = $1 AND cell = $2 AND copy = $3`,
      [this.study, cell, copy],
    );
    return kept?.checkpoint;
  }

  async lose({ cell, copy, attempt }: Attempt, reason: string): Promise<boolean> {
    return this.database.transaction(async (statement) => {
      const lost = await this.loseWhere(statement, 'c.cell = $4 AND c.copy = $5 AND c.attempt = $6', reason, [
        ...[cell, copy, attempt],
      ]);
      return lost > 0;
    });
  }

  async release(lease: string): Promise<void> {
    await this.database.transaction(async (statement) => {
      const released = await statement<Sent>(
        `UPDATE ${this.schema}.cells AS c SET state = 'waiting', lease = NULL
           WHERE c.study = $1 AND c.lease = $2 AND c.state = 'leased' RETURNING ${SENT}`,
        [this.study, lease],
      );
      await this.delivery.send(statement, released);
      await this.endLeases(statement, [lease]);
    });
  }

  async reap(silentSeconds: number): Promise<number> {
    return this.database.transaction(async (statement) => {
      // A sign that comes meanwhile waits for the lock, and finds nothing leased; one that came before keeps its lease.
      const silent = await statement<{ lease: string; worker: string }>(
        `SELECT l.lease, l.worker FROM ${this.schema}.leases AS l
           WHERE l.study = $1 AND l.sign < clock_timestamp() - make_interval(secs => $2)
           ORDER BY l.lease FOR UPDATE OF l`,
        [this.study, silentSeconds],
      );
      let count = 0;
      for (const { lease, worker } of silent) {
        const reason = `The worker ${worker} gave no sign of life for ${silentSeconds} seconds.`;
        count += await this.loseWhere(statement, 'c.lease = $4', reason, [lease]);
      }
      await this.endLeases(
        statement,
        silent.map(({ lease }) => lease),
      );
      return count;
    });
  }

  async again(): Promise<number> {
    return this.database.transaction(async (statement) => {
      const chosen = await statement<Sent>(
        `WITH dropped AS (
           DELETE FROM ${this.schema}.results WHERE study = $1 AND is_first AND status = 'timed out' RETURNING cell
         )
         UPDATE ${this.schema}.cells AS c SET state = 'waiting', losses = 0, reason = ''
           WHERE c.study = $1 AND
             (c.state = 'lost' OR (c.state = 'failed' AND c.cell IN (SELECT cell FROM dropped)))
           RETURNING ${SENT}`,
        [this.study],
      );
      await this.delivery.send(statement, chosen);
      return chosen.length;
    });
  }

  async load(): Promise<QueueLoad> {
    const [load] = await this.database.statement<{ [Name in keyof QueueLoad]: number }>(
      `SELECT count(*) FILTER (WHERE state = 'waiting')::integer AS waiting,
          count(*) FILTER (WHERE state = 'leased')::integer AS leased,
          coalesce(sum(weight) FILTER (WHERE state = 'waiting'), 0) AS weight,
          (SELECT count(*)::integer FROM ${this.schema}.leases WHERE study = $1) AS leases
        FROM ${this.schema}.cells WHERE study = $1 AND state IN ('waiting', 'leased')`,
      [this.study],
    );
    return load!;
  }

  async status(): Promise<QueueStatus> {
    return queueStatus(this.database, this.study);
  }

  async *results(): AsyncIterable<StoredResult> {
    let [run, number] = [-1, '0'];
    for (;;) {
      const page = await this.database.statement<StoredResult & { number: string }>(
        `SELECT r.number, r.cell, r.copy, r.attempt, r.run, r.worker, r.digest, r.line, r.status, r.seconds,
             r.is_first AS first, (SELECT count(*)::integer - 1 FROM ${this.schema}.commits AS m
               WHERE m.study = r.study AND m.cell = r.cell AND m.digest = r.digest) AS confirmations
           FROM ${this.schema}.results AS r
           WHERE r.study = $1 AND (r.run, r.number) > ($2, $3) ORDER BY r.run, r.number LIMIT ${PAGE}`,
        [this.study, run, number],
      );
      for (const { number: last, ...result } of page) {
        [run, number] = [result.run, last];
        yield result;
      }
      if (page.length < PAGE) return;
    }
  }

  async lost(): Promise<readonly LostCell[]> {
    return this.database.statement<LostCell>(
      `SELECT run, cell, copy, attempt, reason FROM ${this.schema}.cells
         WHERE study = $1 AND state = 'lost' ORDER BY run, copy`,
      [this.study],
    );
  }

  /** Inserts the entries that are absent, and returns those. */
  private async insert(statement: Statement, cells: readonly PlannedCell[]): Promise<readonly Sent[]> {
    return statement<Sent>(
      `INSERT INTO ${this.schema}.cells AS c (study, cell, copy, run, weight)
         SELECT $1, listed.* FROM unnest($2::text[], $3::integer[], $4::integer[], $5::double precision[]) AS listed
         ON CONFLICT DO NOTHING RETURNING ${SENT}`,
      [
        this.study,
        cells.map(({ cell }) => cell),
        cells.map(({ copy }) => copy),
        cells.map(({ run }) => run),
        cells.map(({ weight }) => weight),
      ],
    );
  }

  /** Inserts a lease; returns whether it is a new one. The same request at the same time waits here. */
  private async isNew(statement: Statement, { lease, worker }: LeaseRequest): Promise<boolean> {
    const inserted = await statement(
      `INSERT INTO ${this.schema}.leases (study, lease, worker) VALUES ($1, $2, $3)
         ON CONFLICT (study, lease) DO UPDATE SET sign = clock_timestamp() RETURNING xmax = 0 AS is_new`,
      [this.study, lease, worker],
    );
    return inserted.some((row) => row['is_new'] === true);
  }

  private async endLeases(statement: Statement, leases: readonly string[]): Promise<void> {
    if (leases.length > 0)
      await statement(`DELETE FROM ${this.schema}.leases WHERE study = $1 AND lease = ANY ($2)`, [
        this.study,
        leases,
      ]);
  }

  /** Makes leased entries wait again, or count as lost where they had all their tries. Returns how many. */
  private async loseWhere(
    statement: Statement,
    condition: string,
    reason: string,
    values: readonly unknown[],
  ): Promise<number> {
    const lost = await statement<Sent & { state: string }>(
      `UPDATE ${this.schema}.cells AS c SET lease = NULL, reason = $3, losses = c.losses + 1,
           state = CASE WHEN c.losses < $2 THEN 'waiting' ELSE 'lost' END
         WHERE c.study = $1 AND c.state = 'leased' AND ${condition} RETURNING ${SENT}, c.state`,
      [this.study, RETRIES, reason, ...values],
    );
    const waiting = lost.filter(({ state }) => state === 'waiting');
    await this.delivery.send(statement, waiting);
    return lost.length;
  }
}
