import { specWriter } from '@pomdp-gym/contracts';
import { type ExecutorSpec, inProcessExecutor } from '@pomdp-gym/experiment';
import { z } from 'zod';

const executor = specWriter<ExecutorSpec>();

/** Does the runs of a study one after another, in the thread of the command: a run that ends its thread ends the command. */
export const inProcess = executor({
  id: 'in-process',
  summary: 'Does the runs of a study one after another, in the thread of the command.',
  options: z.strictObject({}),
  create: (_options, { registry, clock, hash, makeTracker }) => ({
    place: 'here',
    executor: inProcessExecutor(registry, clock, hash, makeTracker),
  }),
});
