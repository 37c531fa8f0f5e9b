import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { deterministicController, observationCount } from '@pomdp-gym/models';
import type { PolicyGraph } from './policy-graph.js';

/**
 * A policy graph as a finite-state controller, for exact analysis and for the tabular kernel. Its memory is the node acted by last; before the
 * first action it is a memory of its own, and where the graph has no way on another, in which action 0 is taken for ever.
 */
export function graphController({ nodes, start }: PolicyGraph, model: FiniteModel): FiniteStateController {
  const [begin, lost] = [nodes.length, nodes.length + 1];
  const goOn = (memory: number, observation: number): number => {
    const next = memory === begin ? start.get(observation) : nodes[memory]?.next[observation];
    return next === undefined || next < 0 ? lost : next;
  };
  return deterministicController({
    nodes: nodes.length + 2,
    observations: observationCount(model),
    actions: model.actions,
    start: begin,
    action: (memory, observation) => nodes[goOn(memory, observation)]?.action ?? 0,
    successor: goOn,
  });
}
