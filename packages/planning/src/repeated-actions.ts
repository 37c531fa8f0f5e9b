import type { AlphaVector } from './alpha-vector.js';
import type { PlanningModel } from './planning-model.js';
import { successorBlocks } from './successor-blocks.js';
import { valueRange } from './value-range.js';

/**
 * The α-vectors of plans that repeat one action: after each observation a plan goes on with its own vector of the block
 * that it comes to. They are a closed set where each vector is at most its own backup, as those of `blindPolicies` are.
 *
 * @param values for each of these actions one number a planning state.
 */
export function repeatedActions(
  model: PlanningModel,
  values: readonly (readonly [action: number, values: Float64Array])[],
): AlphaVector[] {
  return values.flatMap(([action, vector]) => repeatedAction(model, action, vector));
}

function repeatedAction(model: PlanningModel, action: number, values: Float64Array): AlphaVector[] {
  const { blockStart } = model;
  const next: (AlphaVector | undefined)[][] = [];
  const vectors = Array.from({ length: blockStart.length - 1 }, (_, block): AlphaVector => {
    next.push([]);
    return {
      block,
      action,
      values: values.slice(blockStart[block], blockStart[block + 1]),
      next: next[block]!,
    };
  });
  for (const [block, row] of next.entries()) {
    row.push(...Array.from(successorBlocks(model, block, action), (successor) => vectors[successor]));
  }
  return vectors;
}

/** The least that any plan is worth, as the vectors of repeating action 0: what a solver hands over that found nothing yet. */
export function leastVectors(model: PlanningModel): AlphaVector[] {
  const [least] = valueRange(model);
  return repeatedAction(model, 0, new Float64Array(model.states).fill(least));
}
