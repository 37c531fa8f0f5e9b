import { type Solver, solver } from '@pomdp-gym/contracts';
import { searchOptions, solveBySearch } from '@pomdp-gym/planning';
import { z } from 'zod';
import { Hsvi2Search } from './hsvi2-search.js';

const options = z.strictObject({
  ...searchOptions,
  ambition: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.95)
    .describe('The part of the gap at the start that a trial leaves open.'),
});

/** See `Hsvi2Search`. */
export const hsvi2 = solver({
  id: 'hsvi2',
  summary: 'HSVI2: anytime bounds on the optimal value, and a policy, by trials into the widest gap.',
  options,
  deterministic: true,
  precision: 'precision',
  relativePrecision: 'relativePrecision',
  create: (settings): Solver => ({
    solve: (model, signal) =>
      solveBySearch(model, settings, signal, (bounds) => new Hsvi2Search(bounds, settings)),
  }),
});
