import {
  type FiniteModel,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  discountOption,
  type PlanningModel,
  planningModel,
  qmdp,
  startRange,
} from '@pomdp-gym/planning';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({ discount: discountOption });

/**
 * QMDP (Littman, Cassandra and Kaelbling 1995): Q of the problem whose states are seen, from above; max_u Σ_s b(s) Q(s, u) bounds
 * the value of a belief b from above, and the policy takes the action of that maximum.
 *
 * A solver reports bounds on the value of the start: the lower one never falls, the upper one never rises, and the policy that it
 * returns earns the last lower bound at least. A caller may stop it at each report. Yours: the iteration and the bounds.
 */
async function* solve(
  definition: FiniteModel,
  signal: AbortSignal,
  { discount }: z.infer<typeof options>,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, discount);
  const [lower, greatest] = startRange(model); // no policy earns less or more
  const iteration = qmdp(model);
  let step = iteration.next();
  let work = 0;
  for (; !step.done; step = iteration.next()) {
    yield { lower, upper: greatest, work: ++work, detail: {} };
    if (signal.aborted) return actingBy(model, new Float64Array(model.states * model.actions));
  }
  const q = step.value;
  const upper = startValue(model, q);
  yield { lower: Math.min(lower, upper), upper, work, detail: {} };
  return actingBy(model, q);
}

/** Σ_y0 P(y_0) max_u Σ_s b(s) Q(s, u), with Q(s, u) at s · A + u. */
function startValue({ roots, actions }: PlanningModel, q: Float64Array): number {
  return roots.reduce((sum, { probability, states, values }) => {
    const worths = Array.from({ length: actions }, (_, u) =>
      values.reduce((total, weight, i) => total + weight * q[states[i]! * actions + u]!, 0),
    );
    return sum + probability * Math.max(...worths);
  }, 0);
}

/** The policy that takes argmax_u Σ_s b(s) Q(s, u): a vector for each action and each block of observed states. */
function actingBy(model: PlanningModel, q: Float64Array): Policy {
  const { actions, blockStart } = model;
  const columns = Array.from({ length: actions }, (_, u) => q.filter((_value, i) => i % actions === u));
  const vectors = Array.from(blockStart.subarray(0, -1), (from, block) =>
    columns.map((column, action) => ({ block, action, values: column.slice(from, blockStart[block + 1]) })),
  );
  return new AlphaVectorPolicy(model, vectors.flat());
}

export const template = solver({
  id: 'template',
  summary: 'QMDP: acts as if the state were known after the next step; an upper bound on the optimal value.',
  options,
  deterministic: true,
  create: (chosen): Solver => ({ solve: (model, signal) => solve(model, signal, chosen) }),
});
