import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { ControllerPolicy, observationCount } from '@pomdp-gym/models';
import { graphController } from './graph-controller.js';
import type { PolicyGraph } from './policy-graph.js';
import { PolicyGraphPolicy } from './policy-graph-policy.js';

/** The most numbers in the table of a controller that a policy is written down with: 16 megabytes. */
const MOST_ENTRIES = 2e6;

/**
 * The policy that acts by a policy graph: one with a `controller`, which exact analysis and the tabular kernel take; where the
 * table of that controller would be too large, a `PolicyGraphPolicy`, which acts the same.
 */
export function graphPolicy(graph: PolicyGraph, model: FiniteModel): Policy {
  const entries = (graph.nodes.length + 2) ** 2 * observationCount(model) * model.actions;
  if (entries > MOST_ENTRIES) return new PolicyGraphPolicy(graph);
  return new ControllerPolicy(graphController(graph, model));
}
