import { z } from 'zod';

/** The options of `Stop`, which every rule here takes. */
export const stopOptions = {
  iterations: z.int().min(1).default(100).describe('Steps it takes'),
  epsilon: z.number().min(0).default(0).describe('Stops early where |g|^2 is below it; 0 never does'),
};
