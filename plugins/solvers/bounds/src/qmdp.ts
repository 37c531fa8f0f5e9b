import { type Solver, solver } from '@pomdp-gym/contracts';
import { type PlanningModel, qmdp as qmdpBound } from '@pomdp-gym/planning';
import { boundOptions, type FoundBound, solveBound } from './solve-bound.js';
import { columns } from './columns.js';

/** Acts as if all were known after the next step; see `qmdp` of planning. It never acts to find out. */
export const qmdp = solver({
  id: 'qmdp',
  summary: 'QMDP: acts as if the state were known after the next step; an upper bound on the optimal value.',
  options: boundOptions,
  deterministic: true,
  create: ({ discount }): Solver => ({
    solve: (model, signal) => solveBound(model, discount, signal, iterate),
  }),
});

function* iterate(model: PlanningModel): Generator<undefined, FoundBound> {
  return { vectors: columns(yield* qmdpBound(model), model.actions), side: 'upper' };
}
