import { InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';

const schema = z.strictObject({
  parameters: z.array(z.number()),
  trace: z.array(z.number()),
  steps: z.int().min(0),
  largest: z.number().min(0),
  meanReward: z.number(),
});

/** Where OLPOMDP stands: θ, the trace, the steps so far, and the largest |reward| and the mean reward of these. */
export type SavedOlpomdp = z.infer<typeof schema>;

/** Reads what `save` returned. Throws an InputError where it is no such data of a policy with K parameters. */
export function readSaved(saved: unknown, parameters: number): SavedOlpomdp {
  const { data } = schema.safeParse(saved);
  if (data?.parameters.length === parameters && data.trace.length === parameters) return data;
  throw new InputError(`This is no olpomdp that was saved with a policy of ${parameters} parameters.`);
}
