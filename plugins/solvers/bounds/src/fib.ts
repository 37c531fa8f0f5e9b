import { type Solver, solver } from '@pomdp-gym/contracts';
import { fastInformedBound, type PlanningModel, qmdp } from '@pomdp-gym/planning';
import { columns } from './columns.js';
import { boundOptions, type FoundBound, solveBound } from './solve-bound.js';

/** Acts by the vectors of the fast informed bound; see `fastInformedBound` of planning. */
export const fib = solver({
  id: 'fib',
  summary: 'Fast informed bound: an upper bound on the optimal value that counts the next observation in.',
  options: boundOptions,
  deterministic: true,
  create: ({ discount }): Solver => ({
    solve: (model, signal) => solveBound(model, discount, signal, iterate),
  }),
});

function* iterate(model: PlanningModel): Generator<undefined, FoundBound> {
  const q = yield* fastInformedBound(model, yield* qmdp(model));
  return { vectors: columns(q, model.actions), side: 'upper' };
}
