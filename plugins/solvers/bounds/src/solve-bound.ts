import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  discountOption,
  leastVectors,
  type PlanningModel,
  planningModel,
  repeatedActions,
  startRange,
} from '@pomdp-gym/planning';
import { z } from 'zod';

/** The options that all of these solvers have. */
export const boundOptions = z.strictObject({
  discount: discountOption,
});

/** What one of these solvers finds: a vector an action, each over all planning states. */
export interface FoundBound {
  readonly vectors: readonly Float64Array[];
  /** Whether the maximum of the vectors bounds the value from below or from above. */
  readonly side: 'lower' | 'upper';
}

/** Runs an iteration that ends in one vector an action; the policy takes the action whose vector is best. */
export async function* solveBound(
  definition: FiniteModel,
  discount: number | null,
  signal: AbortSignal,
  iterate: (model: PlanningModel) => Generator<undefined, FoundBound>,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, discount);
  const [least, greatest] = startRange(model);
  const iteration = iterate(model);
  let step = iteration.next();
  let sweeps = 0;
  for (; !step.done; step = iteration.next()) {
    sweeps++;
    yield { lower: least, upper: greatest, work: sweeps, detail: { sweeps } };
    if (signal.aborted) return new AlphaVectorPolicy(model, leastVectors(model));
  }
  const { vectors, side } = step.value;
  const value = startValue(model, vectors);
  yield {
    lower: side === 'lower' ? value : Math.min(least, value),
    upper: side === 'upper' ? value : Math.max(greatest, value),
    work: sweeps,
    detail: { vectors: vectors.length },
  };
  const repeated = repeatedActions(
    model,
    vectors.map((values, action) => [action, values]),
  );
  // A bound from above is the value of no plan, so its vectors have no continuation.
  const plans =
    side === 'lower'
      ? repeated
      : repeated.map(({ block, action, values: v }) => ({ block, action, values: v }));
  return new AlphaVectorPolicy(model, plans);
}

/** Σ_y0 P(y_0) max_α α · b(y_0) */
function startValue({ roots }: PlanningModel, vectors: readonly Float64Array[]): number {
  return roots.reduce((sum, { probability, states, values }) => {
    const best = vectors.map((vector) =>
      values.reduce((total, weight, i) => total + weight * vector[states[i]!]!, 0),
    );
    return sum + probability * Math.max(...best);
  }, 0);
}
