import {
  type FiniteModel,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  blindPolicies,
  type PlanningModel,
  planningModel,
  repeatedActions,
  startRange,
} from '@pomdp-gym/planning';
import { z } from 'zod';

/** The best single action for ever: α_u = r_u + γ P_u α_u, a lower bound; above it, the range of values alone. */
async function* solve(
  definition: FiniteModel,
  signal: AbortSignal,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition);
  const [least, upper] = startRange(model);
  const iteration = blindPolicies(model);
  let sweep = iteration.next();
  let work = 0;
  for (; !sweep.done; sweep = iteration.next()) {
    work++;
    if (!signal.aborted) yield await Promise.resolve({ lower: least, upper, work, detail: {} });
  }
  const vectors = sweep.value;
  yield { lower: startValue(model, vectors), upper, work, detail: { vectors: vectors.length } };
  const plans = repeatedActions(
    model,
    vectors.map((values, action) => [action, values]),
  );
  return new AlphaVectorPolicy(model, plans);
}

/** Σ_y0 P(y_0) max_α α · b(y_0) */
function startValue({ roots }: PlanningModel, vectors: readonly Float64Array[]): number {
  return roots.reduce((sum, { probability, states, values }) => {
    const worths = vectors.map((vector) =>
      values.reduce((total, weight, i) => total + weight * vector[states[i]!]!, 0),
    );
    return sum + probability * Math.max(...worths);
  }, 0);
}

export const template = solver({
  id: 'template',
  summary: 'The best single action for ever, a lower bound on the optimal value.',
  options: z.strictObject({}),
  deterministic: true,
  create: (): Solver => ({ solve }),
});
