import { type Solver, solver } from '@pomdp-gym/contracts';
import { searchOptions, solveBySearch } from '@pomdp-gym/planning';
import { z } from 'zod';
import { SarsopSearch } from './sarsop-search.js';

const options = z.strictObject({
  ...searchOptions,
  ambition: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('The part of the gap at the start that a trial leaves open.'),
});

/** See `SarsopSearch`. */
export const sarsop = solver({
  id: 'sarsop',
  summary:
    'SARSOP: anytime bounds on the optimal value, and a policy, from beliefs that good policies reach.',
  options,
  deterministic: true,
  precision: 'precision',
  relativePrecision: 'relativePrecision',
  create: (settings): Solver => ({
    solve: (model, signal) =>
      solveBySearch(model, settings, signal, (bounds) => new SarsopSearch(bounds, settings)),
  }),
});
