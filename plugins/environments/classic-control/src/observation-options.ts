import { z } from 'zod';

/** How much an agent sees of the state. */
export const observationOptions = z.strictObject({
  observe: z
    .enum(['full', 'positions', 'noisy'])
    .default('full')
    .describe(
      'What is seen: full, positions (no velocities) or noisy (full with normal noise on each number)',
    ),
  noise: z.number().min(0).default(0.1).describe('Standard deviation of the noise, where observe is noisy'),
});

export type ObservationOptions = z.infer<typeof observationOptions>;
