import { specWriter } from '@pomdp-gym/contracts';
import type { ExecutorSpec } from '@pomdp-gym/experiment';
import { z } from 'zod';
import { connectRedis } from './redis-connection.js';
import { RedisStore } from './redis-store.js';

const executor = specWriter<ExecutorSpec>();

const options = z.strictObject({
  prefix: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits, underscores and hyphens')
    .default('pomdp-gym')
    .describe('What the keys in Redis begin with'),
});

/** Queues the runs of a study in Redis, by BullMQ. */
export const bullmq = executor({
  id: 'bullmq',
  summary: 'Queues the runs of a study on a Redis server, by BullMQ.',
  options,
  create: ({ prefix }) => ({
    place: 'queue',
    connect: async (address) => new RedisStore(await connectRedis(address), prefix),
  }),
});
