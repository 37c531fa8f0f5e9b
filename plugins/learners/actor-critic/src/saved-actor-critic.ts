import { InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';

const numbers = z.array(z.number());

const schema = z.strictObject({
  parameters: numbers,
  value: numbers,
  actorTrace: numbers,
  criticTrace: numbers,
  steps: z.int().min(0),
  largest: z.number().min(0),
  steepest: z.number().min(0),
  average: z.number(),
});

/** Where an actor-critic stands: the policy, the value function, both traces, and the scale and the average of rewards. */
export type SavedActorCritic = z.infer<typeof schema>;

/** Reads what `save` returned. Throws an InputError where it is no such data of a policy with K parameters. */
export function readActorCritic(saved: unknown, parameters: number): SavedActorCritic {
  const { data } = schema.safeParse(saved);
  if (data?.parameters.length === parameters && data.actorTrace.length === parameters) return data;
  throw new InputError(`This is no actor-critic that was saved with a policy of ${parameters} parameters.`);
}
