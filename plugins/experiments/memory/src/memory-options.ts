import { z } from 'zod';

export const memoryOptions = z.strictObject({
  models: z
    .string()
    .default('')
    .describe(
      'A folder of public model files (.POMDP), for the problems that are not built in; without it they are left out',
    ),
  only: z
    .array(z.string())
    .default([])
    .describe('The problems that are tried, by name, such as [4x3, cheese]; all by default'),
  seeds: z.int().min(1).default(30).describe('Random starts of each controller, at full size'),
  samples: z
    .boolean()
    .default(false)
    .describe(
      'Whether controllers climb from samples too, on the problems with published means, and are held to what exact gradients come to',
    ),
});

export type MemoryOptions = z.infer<typeof memoryOptions>;
