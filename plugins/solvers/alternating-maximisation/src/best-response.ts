import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  blindPolicies,
  graphController,
  improvePolicyGraph,
  planningModel,
  policyGraph,
  repeatedActions,
} from '@pomdp-gym/planning';
import { reachableNodes } from './reachable-nodes.js';

/**
 * A controller of at most so many nodes for the problem that one agent faces, by point-based policy iteration from the best plan
 * that repeats one action; undefined where that has more nodes already. Yields now and then.
 */
export function* bestResponse(
  response: FiniteModel,
  discount: number,
  nodes: number,
): Generator<undefined, FiniteStateController | undefined> {
  const plan = planningModel(response, discount);
  const blind = yield* blindPolicies(plan);
  const policy = new AlphaVectorPolicy(plan, repeatedActions(plan, [...blind.entries()]));
  const graph = policyGraph(policy, nodes);
  if (!graph) return undefined;
  const improved = yield* improvePolicyGraph(policy, graph, { target: Infinity, nodes });
  return reachableNodes(graphController(improved.graph, response));
}
