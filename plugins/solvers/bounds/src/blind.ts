import type { Solver, SolverSpec } from '@pomdp-gym/contracts';
import { blindPolicies, type PlanningModel } from '@pomdp-gym/planning';
import type { z } from 'zod';
import { boundOptions, type FoundBound, solveBound } from './solve-bound.js';

/** One action for ever: at each belief the one that is best from there. See `blindPolicies`. */
export const blind = {
  id: 'blind',
  summary: 'Blind policies: the best single action for ever, a lower bound on the optimal value.',
  options: boundOptions,
  create: ({ discount }: z.infer<typeof boundOptions>): Solver => ({
    solve: (model, signal) => solveBound(model, discount, signal, iterate),
  }),
} satisfies SolverSpec;

function* iterate(model: PlanningModel): Generator<undefined, FoundBound> {
  return { vectors: yield* blindPolicies(model), side: 'lower' };
}
