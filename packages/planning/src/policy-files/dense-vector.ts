import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import { distinctVectors } from './distinct-vectors.js';
import { vectorFill } from './vector-fill.js';

/** An α-vector over all states of a model, as files hold it. */
export interface DenseVector {
  readonly action: number;
  readonly values: Float64Array;
}

/**
 * The vectors of a policy over all states of its model, made one at a time, each once. A vector has no value for
 * states that are never believed in together with its own: there it gets a number that it is worth at least; see `vectorFill`. A
 * policy without vectors, as where nothing can be earned, is one vector that says what nothing is worth.
 */
export function* denseVectors({ model, vectors }: AlphaVectorPolicy): Generator<DenseVector> {
  const fill = vectorFill(model);
  if (vectors.length === 0) yield { action: 0, values: fill.slice() };
  for (const { block, action, values } of distinctVectors(vectors)) {
    const dense = fill.slice();
    values.forEach((value, i) => (dense[model.original[model.blockStart[block]! + i]!] = value));
    yield { action, values: dense };
  }
}
