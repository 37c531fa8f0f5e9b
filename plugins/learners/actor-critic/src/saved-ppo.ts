import { InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';

const numbers = z.array(z.number()).readonly();

const adam = z.strictObject({
  first: numbers,
  second: numbers,
  powers: z.tuple([z.number(), z.number()]).readonly(),
});

const schema = z.strictObject({
  parameters: numbers,
  adam,
  value: z.strictObject({ parameters: numbers, mean: z.number(), unit: z.number(), adam }),
  rollout: z.strictObject({
    length: z.int().min(0),
    columns: z.array(numbers).readonly(),
    rewards: numbers,
    inputs: numbers,
    cuts: z
      .array(
        z.strictObject({
          row: z.int().min(0),
          ending: z.enum(['none', 'terminated', 'truncated']),
          inputs: numbers,
        }),
      )
      .readonly(),
  }),
  random: numbers,
  improvements: z.int().min(0),
});

/** Where PPO stands: the policy, the value function, the moments of both, and the steps since the last improvement. */
export type SavedPpo = z.infer<typeof schema>;

/** Reads what `save` returned. Throws an InputError where it is no such data of a policy with K parameters. */
export function readPpo(saved: unknown, parameters: number): SavedPpo {
  const { data } = schema.safeParse(saved);
  if (data?.parameters.length === parameters) return data;
  throw new InputError(`This is no ppo that was saved with a policy of ${parameters} parameters.`);
}
