import { wrapper } from '@pomdp-gym/contracts';
import { drawsFromItsModel, withMemory as productWithMemory } from '@pomdp-gym/models';
import { z } from 'zod';
import { rememberNode } from './remember-node.js';

const options = z.strictObject({
  nodes: z.int().min(1).max(1000).default(2).describe('How many things can be remembered'),
});

/** Rewards and endings stay; actions and observations become pairs. */
export const withMemory = wrapper({
  id: 'WithMemory',
  summary:
    'Gives the agent a memory: an action also chooses the memory node that is seen beside what is observed.',
  options,
  create: ({ nodes }, environment) =>
    drawsFromItsModel(environment) ? productWithMemory(environment, nodes) : rememberNode(environment, nodes),
});
