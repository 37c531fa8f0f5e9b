import { createEnvironment, parseEnvironment, parseReference } from '@pomdp-gym/experiment';
import { denseVectors, isAlphaVectorPolicy } from '@pomdp-gym/planning';
import { driveSolver, nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { Solution, SolveQuestion } from './calls.js';
import { names } from './names.js';
import { requireModel } from './problem-of-run.js';
import { statedDiscount } from './planned-discount.js';
import { simplexRegions } from './simplex-regions.js';
import { upperVectors } from './upper-vectors.js';

/** Solves a problem, and emits its bounds on the way. Rejects once the signal aborts; the policy found so far is dropped. */
export async function solveProblem(
  { environment: name, solver: reference }: SolveQuestion,
  { registry, emit, signal }: CallContext,
): Promise<Solution> {
  const model = requireModel(createEnvironment(parseEnvironment(name), registry), name);
  const solver = registry.create('solver', parseReference(reference));
  const { policy } = await driveSolver(solver, model, signal, ({ lower, upper, work = 0 }) => {
    emit({ lower, upper, work });
    return nextTurn();
  });
  signal.throwIfAborted();
  const actions = names(model.labels.actions, model.actions);
  const discount = isAlphaVectorPolicy(policy) ? policy.model.discount : statedDiscount(reference, model);
  const vectors = isAlphaVectorPolicy(policy) ? [...denseVectors(policy)] : null;
  return {
    states: names(model.labels.states, model.states),
    ...{ actions, discount },
    vectors:
      vectors?.map(({ action, values }) => ({
        action: actions[action] ?? String(action),
        values: [...values],
      })) ?? null,
    regions: vectors && regionsOf(vectors, model.states),
    upperVectors: discount !== null && discount < 1 ? upperVectors(model, discount) : [],
  };
}

/** More α-vectors than this are not cut against one another. */
const MOST = 1000;

function regionsOf(vectors: readonly { values: Float64Array }[], states: number): Solution['regions'] {
  if (states !== 3 || vectors.length > MOST) return null;
  return simplexRegions(vectors.map(({ values }) => [...values]));
}
