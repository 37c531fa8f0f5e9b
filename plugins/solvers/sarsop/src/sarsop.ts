import type { FiniteModel, Policy, Solver, SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  initialBounds,
  planningModel,
  ProgressReport,
  SearchBounds,
  valueRange,
} from '@pomdp-gym/planning';
import { z } from 'zod';
import { SarsopSearch } from './sarsop-search.js';

const options = z.strictObject({
  precision: z
    .number()
    .positive()
    .default(1e-3)
    .describe('The gap between the bounds at the start belief at which it is done.'),
  trials: z.int().min(0).default(0).describe('The number of trials after which it stops; 0: no limit.'),
  depth: z.int().min(1).max(100_000).default(100).describe('The number of beliefs a trial visits at most.'),
  ambition: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('The part of the gap at the start that a trial leaves open.'),
  discount: z.number().min(0).lt(1).default(0).describe('γ to plan with; 0: the one the model states.'),
});

type Options = z.infer<typeof options>;

/** Steps of the search, each about one backup, between two reports. */
const STEPS_PER_REPORT = 4;

/** See `SarsopSearch`. */
export const sarsop = {
  id: 'sarsop',
  summary:
    'SARSOP: anytime bounds on the optimal value, and a policy, from beliefs that good policies reach.',
  options,
  create: (settings: Options): Solver => ({
    solve: (model, signal) => solve(model, settings, signal),
  }),
} satisfies SolverSpec;

async function* solve(
  definition: FiniteModel,
  settings: Options,
  signal: AbortSignal,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, settings.discount || undefined);
  const range = valueRange(model);
  const report = new ProgressReport(range);
  const preparation = initialBounds(model);
  let prepared = preparation.next();
  for (; !prepared.done; prepared = preparation.next()) {
    yield report.next(...range, { trials: 0, backups: 0 });
    if (signal.aborted) return new AlphaVectorPolicy(model, []);
  }
  const tolerance = (settings.precision * (1 - model.discount)) / 10;
  const bounds = new SearchBounds(model, prepared.value, tolerance);
  const search = new SarsopSearch(bounds, model, settings);
  const run = search.run();
  for (let step = 1; !signal.aborted && !run.next().done; step++) {
    if (step % STEPS_PER_REPORT === 0) yield report.next(search.lower, search.upper, search.figures);
  }
  yield report.next(search.lower, search.upper, search.figures);
  return new AlphaVectorPolicy(model, [...bounds.lower]);
}
