import { type Solver, solver } from '@pomdp-gym/contracts';
import { solveBySearch } from '@pomdp-gym/planning';
import { z } from 'zod';
import { Hsvi2Search } from './hsvi2-search.js';

const options = z.strictObject({
  precision: z
    .number()
    .positive()
    .default(1e-3)
    .describe('The gap between the bounds at the start belief at which it is done.'),
  trials: z.int().min(0).default(0).describe('The number of trials after which it stops; 0: no limit.'),
  depth: z.int().min(1).max(100_000).default(200).describe('The number of beliefs a trial visits at most.'),
  ambition: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.95)
    .describe('The part of the gap at the start that a trial leaves open.'),
  memory: z
    .number()
    .min(0)
    .default(0)
    .describe('Megabytes of beliefs, α-vectors and points at which it stops; 0: no limit.'),
  discount: z.number().min(0).lt(1).default(0).describe('γ to plan with; 0: the one the model states.'),
});

/** See `Hsvi2Search`. */
export const hsvi2 = solver({
  id: 'hsvi2',
  summary: 'HSVI2: anytime bounds on the optimal value, and a policy, by trials into the widest gap.',
  options,
  create: (settings): Solver => ({
    solve: (model, signal) =>
      solveBySearch(model, settings, signal, (bounds) => new Hsvi2Search(bounds, settings)),
  }),
});
