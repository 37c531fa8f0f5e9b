import { z } from 'zod';

export const options = z.strictObject({
  betas: z
    .array(z.number().min(0).lt(1))
    .default([])
    .describe(
      'β to choose from, rising; without any 1 − 1, 1 − 1/2, 1 − 1/4, … down to `finest`. A single one is kept',
    ),
  finest: z
    .int()
    .min(1)
    .max(20)
    .default(10)
    .describe('the largest β is 1 − 2^−finest, where `betas` names none'),
  angle: z
    .number()
    .gt(0)
    .lt(90)
    .default(30)
    .describe('T of a direction: the path ends where the direction is right to about this angle, in degrees'),
  signError: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.05)
    .describe(
      'T in a line search: the path ends where the sign of the slope is known, and wrong at most this often',
    ),
});

export type AutoOptions = z.infer<typeof options>;
