import { specWriter } from '@pomdp-gym/contracts';
import type { ExecutorSpec } from '@pomdp-gym/experiment';
import { z } from 'zod';
import { connectPostgres } from './postgres-store.js';

const executor = specWriter<ExecutorSpec>();

const options = z.strictObject({
  schema: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,49}$/, 'must be at most 50 small letters, digits and underscores')
    .default('pomdp_gym')
    .describe('The schema of the database that the tables are in'),
  patience: z
    .number()
    .positive()
    .default(600)
    .describe('Seconds that a worker goes on trying while the server is not reached'),
});

/** Queues the runs of a study in a PostgreSQL database, by pg-boss. */
export const pgBoss = executor({
  id: 'pg-boss',
  summary: 'Queues the runs of a study on a PostgreSQL server, by pg-boss.',
  options,
  create: (settings, { clock }) => ({
    place: 'queue',
    connect: (address) => connectPostgres(address, { ...settings, clock }),
  }),
});
