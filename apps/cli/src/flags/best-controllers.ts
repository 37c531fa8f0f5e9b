import { InputError } from '@pomdp-gym/contracts';
import type { Study } from '@pomdp-gym/experiment';

/** An agent as a study file writes it. */
type WrittenController = Pick<Study['agents'][number], 'name' | 'policy' | 'estimator' | 'optimizer'> & {
  readonly steps: { readonly direction: number; readonly lineSearch: number };
};

/** Ascents from random starts, of which each seed keeps the best. */
const STARTS = 10;

/**
 * An agent for each size, which climbs the exact gradient of what the study measures by a controller of so many nodes: natural gradients with line
 * searches from 10 random starts, of which it keeps the best. Its value is what a memory of that size is worth, as far as it was
 * found: the exact figure to hold other agents against. A gradient counts as one step of the budget.
 *
 * Throws an InputError where the study measures the discounted value and states no discount.
 */
export function bestControllers(sizes: readonly number[], { evaluation }: Study): WrittenController[] {
  const objective = objectiveOf(evaluation);
  const climb = { id: 'natural-gradient', options: { step: 'search', damping: 0, iterations: 300 } };
  return sizes.map((nodes) => ({
    name: nodes === 1 ? 'best memoryless found' : `best of ${nodes} nodes found`,
    policy: nodes === 1 ? softmax() : { id: 'controller', options: { nodes, stay: 4 } },
    estimator: { id: 'exact', options: objective },
    optimizer: { id: 'restarts', options: { optimizer: climb, starts: STARTS } },
    steps: { direction: 1, lineSearch: 1 },
  }));
}

function softmax() {
  return { id: 'softmax', options: {} };
}

function objectiveOf({ discounted }: Study['evaluation']): Readonly<Record<string, string | number>> {
  if (!discounted) return { objective: 'average' };
  if (discounted.discount !== undefined) return { objective: 'discounted', discount: discounted.discount };
  throw new InputError(
    'The best controllers climb the discounted value that the study measures: state evaluation.discounted.discount.',
  );
}
