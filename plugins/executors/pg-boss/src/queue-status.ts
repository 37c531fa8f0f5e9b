import type { QueueStatus } from '@pomdp-gym/experiment';
import type { Database } from './database.js';

/** Seconds that the figures of a status look back for workers. */
const ALIVE = 60;
/** Seconds that they look back for results. */
const RECENT = 300;

interface States {
  readonly waiting: number;
  readonly leased: number;
  readonly done: number;
  readonly failed: number;
  readonly lost: number;
  readonly planned: number;
  readonly weight_left: number;
}

interface Counts {
  readonly confirmed: number;
  readonly incidents: number;
  readonly workers: number;
  readonly cells: number;
  readonly weight: number;
  readonly seconds: number;
}

/** How far a queue is, by the clock of the server. */
export async function queueStatus(database: Database, study: string): Promise<QueueStatus> {
  const [states] = await database.statement<States>(statesText(database.schema), [study]);
  const [counts] = await database.statement<Counts>(countsText(database.schema), [study, ALIVE, RECENT]);
  const { planned, weight_left: weightLeft, ...entries } = states!;
  const { confirmed, incidents, workers, ...recent } = counts!;
  return { entries, confirmations: { planned, confirmed }, incidents, workers, weightLeft, recent };
}

function statesText(schema: string): string {
  const states = ['waiting', 'leased', 'done', 'failed', 'lost'];
  return `SELECT ${states.map((state) => `count(*) FILTER (WHERE state = '${state}')::integer AS ${state}`).join(', ')},
      count(*) FILTER (WHERE copy > 0)::integer AS planned,
      coalesce(sum(weight) FILTER (WHERE state IN ('waiting', 'leased')), 0) AS weight_left
    FROM ${schema}.cells WHERE study = $1`;
}

function countsText(schema: string): string {
  const since = (seconds: string): string => `clock_timestamp() - make_interval(secs => ${seconds})`;
  return `SELECT
      (SELECT count(*)::integer FROM ${schema}.commits WHERE study = $1)
        - (SELECT count(*)::integer FROM ${schema}.results WHERE study = $1) AS confirmed,
      (SELECT count(*)::integer FROM ${schema}.incidents WHERE study = $1) AS incidents,
      (SELECT count(DISTINCT worker)::integer FROM ${schema}.leases WHERE study = $1 AND sign >= ${since('$2')}) AS workers,
      recent.*
    FROM (SELECT count(*)::integer AS cells, coalesce(sum(m.weight), 0) AS weight, coalesce(extract(epoch FROM
        clock_timestamp() - min(m.committed - make_interval(secs => r.seconds))), 0)::double precision AS seconds
      FROM ${schema}.commits AS m JOIN ${schema}.results AS r USING (study, cell, digest)
      WHERE study = $1 AND m.committed >=
        least(${since('$3')}, (SELECT max(committed) FROM ${schema}.commits WHERE study = $1))) AS recent`;
}
