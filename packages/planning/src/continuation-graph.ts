import type { AlphaVector } from './alpha-vector.js';
import type { AlphaVectorPolicy } from './alpha-vector-policy.js';
import type { PlanningModel } from './planning-model.js';
import type { PolicyGraph, PolicyNode } from './policy-graph.js';
import { pruneGraph } from './policy-graph-pruning.js';
import { nodeVector, startValue } from './policy-graph-value.js';

/**
 * The finite-state controller that the continuations of a closed set of α-vectors spell out: a node for each vector that
 * the start leads to, its edges the vector's continuation. It is worth at least what its vectors say, so from the start at
 * least `attainedValue`. Undefined where a vector has no continuation.
 */
export function continuationGraph({ model, vectors }: AlphaVectorPolicy): PolicyGraph | undefined {
  const nodes = continuationNodes(vectors, model.observations);
  return nodes && pruneGraph(model, { nodes, start: new Map() }, valuesOf(vectors)).graph;
}

/**
 * What the policy of a closed set of α-vectors is certain to earn from the start: the value that its vectors state there,
 * less the most by which one of them exceeds its own backup, rounding counted in, times 1 / (1 − γ), which is what that can
 * add up to over all steps. Otherwise what the solver has proved; undefined where that is nothing, as for sets read from files and bounds from
 * above.
 */
export function attainedValue({ model, vectors, proven }: AlphaVectorPolicy): number | undefined {
  if (proven !== undefined) return proven;
  const nodes = continuationNodes(vectors, model.observations);
  if (!nodes) return undefined;
  const { graph, values } = pruneGraph(model, { nodes, start: new Map() }, valuesOf(vectors));
  const earning = model.roots.reduce((total, { probability }) => total + probability, 0);
  const excess = greatestExcess(model, nodes, valuesOf(vectors)) + roundingOf(model, vectors);
  return startValue(model, graph, values) - (earning * excess) / (1 - model.discount);
}

/** What the computed backup of a vector may be off by. */
function roundingOf({ states, observations }: PlanningModel, vectors: readonly AlphaVector[]): number {
  const largest = vectors.reduce(
    (most, { values }) => values.reduce((size, value) => Math.max(size, Math.abs(value)), most),
    0,
  );
  return (states + observations) * Number.EPSILON * largest;
}

function valuesOf(vectors: readonly AlphaVector[]): Float64Array[] {
  return vectors.map(({ values }) => values);
}

/** The vectors as nodes, in their order; undefined where one has no continuation, or one that is missing from the set. */
function continuationNodes(vectors: readonly AlphaVector[], observations: number): PolicyNode[] | undefined {
  const places = new Map(vectors.map((vector, n) => [vector, n]));
  const nodes: PolicyNode[] = [];
  for (const { action, block, next } of vectors) {
    if (!next) return undefined;
    const edges = Int32Array.from({ length: observations }, (_, y) => {
      const vector = next[y];
      return vector ? (places.get(vector) ?? -1) : -1;
    });
    nodes.push({ action, block, next: edges });
  }
  return nodes;
}

/** The most by which a vector exceeds its own backup in any state; ∞ where an observation leads to no vector. */
function greatestExcess(
  model: PlanningModel,
  nodes: readonly PolicyNode[],
  values: readonly Float64Array[],
): number {
  return nodes.reduce((most, node, n) => {
    const backup = nodeVector(model, node, values);
    if (!backup) return Infinity;
    return values[n]!.reduce((worst, value, i) => Math.max(worst, value - backup[i]!), most);
  }, 0);
}
