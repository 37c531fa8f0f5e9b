import { specWriter } from '@pomdp-gym/contracts';
import type { ExecutorSpec } from '@pomdp-gym/experiment';
import { z } from 'zod';

const executor = specWriter<ExecutorSpec>();

const options = z.strictObject({
  count: z.int().min(0).default(0).describe('Threads; 0 for as many as there are cores'),
});

/** Does the runs of a study in threads of this process: a run that ends its thread, or takes all of its memory, fails alone. */
export const threads = executor({
  id: 'threads',
  summary: 'Does the runs of a study in threads, so that one that ends its thread ends no other.',
  options,
  create: ({ count }, services) => ({
    place: 'here',
    executor: services.threads(count === 0 ? undefined : count),
  }),
});
