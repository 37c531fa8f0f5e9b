import type { AlphaVector } from '../alpha-vector.js';
import { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { valueRange } from '../value-range.js';

/** An α-vector over all states of a model, as files hold it. */
export interface DenseVector {
  readonly action: number;
  readonly values: Float64Array;
}

/**
 * The vectors of a policy over all states of its model, made one at a time. A vector says nothing of states that are
 * never believed in together with its own: it gets there the least that any plan is worth, and 0 where nothing is earned,
 * so that it stays below the value everywhere.
 */
export function* denseVectors({ model, vectors }: AlphaVectorPolicy): Generator<DenseVector> {
  const [least] = valueRange(model);
  const fill = new Float64Array(model.model.states);
  for (const state of model.original) fill[state] = least;
  for (const { block, action, values } of vectors) {
    const dense = fill.slice();
    values.forEach((value, i) => (dense[model.original[model.blockStart[block]! + i]!] = value));
    yield { action, values: dense };
  }
}

/** The policy of vectors over all states of the model. */
export function policyOfDenseVectors(
  model: PlanningModel,
  vectors: readonly DenseVector[],
): AlphaVectorPolicy {
  const restricted: AlphaVector[] = [];
  for (let block = 0; block + 1 < model.blockStart.length; block++) {
    const states = model.original.subarray(model.blockStart[block], model.blockStart[block + 1]);
    for (const { action, values } of vectors) {
      restricted.push({ block, action, values: Float64Array.from(states, (state) => values[state]!) });
    }
  }
  return new AlphaVectorPolicy(model, restricted);
}
