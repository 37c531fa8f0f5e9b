import { z } from 'zod';

const fraction = z.number().min(0).max(1);

/** The options that learners of action values share. */
export const actionValueOptions = {
  discount: z.number().min(0).lt(1).default(0.95).describe('Discount of rewards, gamma'),
  nodes: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe(
      'Nodes of a memory that the agent writes itself: an action is then what it does and the next node; 1: no memory',
    ),
  step: z.number().gt(0).max(1).default(0.1).describe('Length of the first step in a cell, alpha'),
  decay: z
    .number()
    .min(0)
    .default(0)
    .describe('The n-th step in a cell, n = 0, 1, …, is divided by 1 + decay n; 0 keeps it fixed'),
  exploration: fraction.default(0.1).describe('Chance of an action at random in place of the best, epsilon'),
  explorationDecay: z
    .number()
    .min(0)
    .default(0)
    .describe('Step t = 0, 1, … divides that chance by 1 + explorationDecay t; 0 keeps it fixed'),
};
