import { discountedValue } from '@pomdp-gym/exact';
import { observationCount } from '@pomdp-gym/models';
import { graphController, type PlanningModel, type PolicyGraph, policyGraphValue } from '@pomdp-gym/planning';
import { toTheEnd } from './to-the-end.js';

/** The most states times nodes, and the largest tables of a controller, that linear equations are solved for: seconds. */
const MOST_PAIRS = 5000;
const MOST_ENTRIES = 2e7;

/** What acting by a policy graph is worth from the start. */
export interface GraphValue {
  readonly value: number;
  /** Whether linear equations gave it; else it is worth that much at least, and hardly more. */
  readonly exact: boolean;
}

export function graphValue(graph: PolicyGraph, plan: PlanningModel): GraphValue {
  const { model, discount } = plan;
  const nodes = graph.nodes.length + 2;
  const entries = nodes ** 2 * observationCount(model) * model.actions;
  if (nodes * model.states <= MOST_PAIRS && entries <= MOST_ENTRIES) {
    return { value: discountedValue(model, graphController(graph, model), discount), exact: true };
  }
  return { value: toTheEnd(policyGraphValue(plan, graph)), exact: false };
}
