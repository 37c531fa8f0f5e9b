import { environment } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { PuckPlane } from './puck-plane-environment.js';

export const puckPlane = environment({
  id: 'PuckPlane-v0',
  summary:
    'A puck on a plane with elastic walls is pushed to a target; six real observations, four actions, no model.',
  options: z.strictObject({}),
  create: () => new PuckPlane(),
});
