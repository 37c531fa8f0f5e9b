import { specWriter } from '@pomdp-gym/contracts';
import { type ExecutorSpec, inQueueOrder } from '@pomdp-gym/experiment';
import { z } from 'zod';

const executor = specWriter<ExecutorSpec>();

const options = z
  .strictObject({
    index: z.int().min(1).default(1).describe('Which part this is, counted from 1'),
    count: z.int().min(1).default(1).describe('Parts in all'),
  })
  .refine(({ index, count }) => index <= count, {
    message: 'must be at most count',
    path: ['index'],
  });

/**
 * Splits the runs of a study into parts, and does one of them. The runs are dealt like cards, the longest first, so that the parts are of
 * about the same length.
 */
export const shard = executor({
  id: 'shard',
  summary: 'Splits the runs of a study into parts that need no common service.',
  options,
  create: ({ index, count }) => ({
    place: 'shard',
    part: (cells) => [...cells].sort(inQueueOrder).filter((_, i) => i % count === index - 1),
  }),
});
