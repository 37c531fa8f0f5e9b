import { z } from 'zod';

export const ppoOptions = z.strictObject({
  discount: z.number().min(0).lt(1).default(0.99).describe('Discount of rewards, gamma'),
  lambda: z
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe('Decay of the advantage estimates, lambda: 0 trusts the value function, 1 the rewards'),
  horizon: z.int().min(1).max(1e6).default(2048).describe('Steps between two improvements of the policy'),
  epochs: z.int().min(1).default(10).describe('How often an improvement goes through these steps'),
  minibatch: z.int().min(1).max(1e6).default(64).describe('Steps in each gradient'),
  clip: z
    .number()
    .positive()
    .default(0.2)
    .describe('How far a ratio of probabilities may be from 1, epsilon'),
  divergence: z
    .number()
    .positive()
    .default(0.02)
    .describe('Mean divergence from the policy that acted at which an improvement ends, after a whole epoch'),
  rate: z.number().positive().default(0.003).describe('Step length of Adam for the policy'),
  valueRate: z.number().positive().default(0.003).describe('Step length of Adam for the value function'),
  decay: z
    .number()
    .min(0)
    .default(0.05)
    .describe('Improvement k = 0, 1, … divides both step lengths by 1 + decay k; 0 keeps them fixed'),
  entropy: z
    .number()
    .min(0)
    .default(0.001)
    .describe('Weight of the entropy of the policy, where advantages have standard deviation 1'),
  hidden: z
    .array(z.int().min(1))
    .default([32, 32])
    .describe('Units of the hidden layers of the value function, where observations or memory fill a box'),
});

export type PpoOptions = z.infer<typeof ppoOptions>;
