import PgBoss from 'pg-boss';

/** The version of the tables below. */
export const LAYOUT = 2;

/**
 * The statements that make our tables in a schema that exists, and those of pg-boss beside them.
 *
 * - `cells` has the entries of the plans, and the lease and the attempt that each is at. Only these two decide who may do what.
 * - `leases` has the sign of life of each; `results` one row for each digest of a cell; `commits` one for each attempt that came back.
 * - `checkpoints` has where the run of an entry stood last, until the entry has a result.
 * - `incidents` shows the results that differ from the first of their cell.
 */
export function layoutOf(schema: string): readonly string[] {
  return [
    ...tablesOf(schema),
    commitFunction(schema),
    ...statementsOfPgBoss(schema),
    // All jobs have the same time of creation: pg-boss then fetches those of equal priority by their ids.
    `ALTER TABLE ${schema}.job ALTER created_on SET DEFAULT 'epoch'`,
    // Jobs in the order in which pg-boss fetches them: it has no such index, and sorts all that wait.
    `CREATE INDEX ON ${schema}.job (name, priority DESC, created_on, id) WHERE state < 'active'`,
    `INSERT INTO ${schema}.layout VALUES (${LAYOUT})`,
  ];
}

function tablesOf(schema: string): readonly string[] {
  return [
    `CREATE TABLE ${schema}.layout (version integer PRIMARY KEY)`,
    `CREATE TABLE ${schema}.studies (
      study text PRIMARY KEY,
      number bigserial,
      plan text NOT NULL,
      planned timestamptz NOT NULL DEFAULT now()
    )`,
    `CREATE TABLE ${schema}.cells (
      study text REFERENCES ${schema}.studies ON DELETE CASCADE,
      cell text,
      copy integer,
      run integer NOT NULL,
      weight double precision NOT NULL,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'leased', 'done', 'failed', 'lost')),
      attempt integer NOT NULL DEFAULT 0,
      losses integer NOT NULL DEFAULT 0,
      lease text,
      reason text NOT NULL DEFAULT '',
      PRIMARY KEY (study, cell, copy)
    )`,
    `CREATE INDEX ON ${schema}.cells (study, lease) WHERE state = 'leased'`,
    `CREATE TABLE ${schema}.leases (
      study text REFERENCES ${schema}.studies ON DELETE CASCADE,
      lease text,
      worker text NOT NULL,
      sign timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (study, lease)
    )`,
    `CREATE TABLE ${schema}.results (
      number bigserial,
      study text REFERENCES ${schema}.studies ON DELETE CASCADE,
      cell text,
      digest text,
      is_first boolean NOT NULL,
      run integer NOT NULL,
      copy integer NOT NULL,
      attempt integer NOT NULL,
      worker text NOT NULL,
      status text NOT NULL,
      seconds double precision NOT NULL,
      line text NOT NULL,
      PRIMARY KEY (study, cell, digest)
    )`,
    `CREATE INDEX ON ${schema}.results (study, run, number)`,
    `CREATE TABLE ${schema}.commits (
      study text,
      cell text,
      digest text,
      copy integer,
      attempt integer,
      worker text,
      weight double precision NOT NULL,
      committed timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (study, cell, digest, copy, attempt, worker),
      FOREIGN KEY (study, cell, digest) REFERENCES ${schema}.results ON DELETE CASCADE
    )`,
    `CREATE INDEX ON ${schema}.commits (study, committed)`,
    `CREATE TABLE ${schema}.checkpoints (
      study text,
      cell text,
      copy integer,
      checkpoint text NOT NULL,
      PRIMARY KEY (study, cell, copy),
      FOREIGN KEY (study, cell, copy) REFERENCES ${schema}.cells ON DELETE CASCADE
    )`,
    `CREATE VIEW ${schema}.incidents AS SELECT * FROM ${schema}.results WHERE NOT is_first`,
  ];
}

/**
 * Keeps results, all in one transaction: inserts if absent by cell and digest, and counts the attempts that gave each digest. The rows
 * of the cell are locked, so that two results of a cell come one after the other. Returns an outcome for each place in the list.
 */
function commitFunction(schema: string): string {
  return `CREATE FUNCTION ${schema}.commit_results(of_study text, given json)
    RETURNS TABLE (place integer, outcome text) LANGUAGE plpgsql AS $$
    DECLARE
      came record;
      entry record;
      former record;
    BEGIN
      FOR came IN
        SELECT * FROM json_to_recordset(given) AS listed (place integer, cell text, copy integer, run integer,
          attempt integer, worker text, digest text, line text, status text, seconds double precision)
        ORDER BY listed.cell, listed.copy, listed.place
      LOOP
        place := came.place;
        PERFORM FROM ${schema}.cells c WHERE c.study = of_study AND c.cell = came.cell ORDER BY c.copy FOR UPDATE;
        SELECT * INTO entry FROM ${schema}.cells c
          WHERE c.study = of_study AND c.cell = came.cell AND c.copy = came.copy;
        IF NOT FOUND THEN
          outcome := 'unknown';
          RETURN NEXT;
          CONTINUE;
        END IF;
        UPDATE ${schema}.cells c SET state = CASE came.status WHEN 'finished' THEN 'done' ELSE 'failed' END
          WHERE c.study = of_study AND c.cell = came.cell AND c.copy = came.copy AND c.state <> 'done';
        DELETE FROM ${schema}.checkpoints k
          WHERE k.study = of_study AND k.cell = came.cell AND k.copy = came.copy;
        IF came.status <> 'timed out' THEN
          DELETE FROM ${schema}.results r
            WHERE r.study = of_study AND r.cell = came.cell AND r.status = 'timed out';
        END IF;
        SELECT * INTO former FROM ${schema}.results r WHERE r.study = of_study AND r.cell = came.cell AND r.is_first;
        outcome := CASE WHEN former IS NULL THEN 'kept'
          WHEN came.status <> 'timed out' AND former.digest <> came.digest THEN 'different'
          WHEN (former.copy, former.attempt, former.worker) = (came.copy, came.attempt, came.worker) THEN 'kept'
          ELSE 'confirmed' END;
        IF former IS NULL OR came.status <> 'timed out' THEN
          INSERT INTO ${schema}.results (study, cell, digest, is_first, run, copy, attempt, worker, status, seconds, line)
            VALUES (of_study, came.cell, came.digest, former IS NULL, came.run, came.copy, came.attempt, came.worker,
              came.status, came.seconds, came.line)
            ON CONFLICT DO NOTHING;
          INSERT INTO ${schema}.commits (study, cell, digest, copy, attempt, worker, weight)
            VALUES (of_study, came.cell, came.digest, came.copy, came.attempt, came.worker, entry.weight)
            ON CONFLICT DO NOTHING;
        END IF;
        RETURN NEXT;
      END LOOP;
    END $$`;
}

/** What pg-boss makes its tables by, without the transaction and without making the schema, which an owner may have made before. */
function statementsOfPgBoss(schema: string): readonly string[] {
  const text = PgBoss.getConstructionPlans(schema);
  return [
    text
      .replace(/^\s*BEGIN;/, '')
      .replace(/COMMIT;\s*$/, '')
      .replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, ''),
  ];
}
