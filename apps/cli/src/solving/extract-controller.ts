import { InputError } from '@pomdp-gym/contracts';
import {
  type AlphaVectorPolicy,
  improvePolicyGraph,
  type ImprovementGoal,
  policyGraph,
  type ValuedGraph,
} from '@pomdp-gym/planning';
import { clock } from '../clock.js';
import { note } from '../terminal.js';

/** A policy graph has more nodes than it may. */
export class GraphTooLarge extends InputError {}

/** Seconds after which it says what it is at. */
const PATIENCE = 1;

/**
 * The finite-state controller of an α-vector policy: a node for each vector that is met from the start, improved where it
 * is worth less than `target`, which the policy itself earns at least.
 *
 * @throws GraphTooLarge where it has more nodes than it may.
 */
export function extractController(policy: AlphaVectorPolicy, goal: ImprovementGoal): ValuedGraph {
  const graph = policyGraph(policy, goal.nodes);
  if (!graph) {
    throw new GraphTooLarge(
      `The policy graph has more than ${goal.nodes} nodes: too many to be written so. Write the graph as text (.pg or .dot, up to 2000 nodes) or the α-vectors (.alpha).`,
    );
  }
  const steps = improvePolicyGraph(policy, graph, goal);
  const begun = clock();
  for (let said = false; ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (said || clock() - begun < PATIENCE) continue;
    note(`Improving the policy graph of ${graph.nodes.length} nodes …`);
    said = true;
  }
}
