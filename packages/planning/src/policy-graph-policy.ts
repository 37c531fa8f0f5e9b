import type { Observation, Policy } from '@pomdp-gym/contracts';
import type { PolicyGraph } from './policy-graph.js';

/** Acts by a policy graph: it remembers a node, and no belief. Where the graph has no way on it takes action 0. */
export class PolicyGraphPolicy implements Policy {
  /** The node it acted by last, −1 at the start and where the graph has no way on. */
  node = -1;
  private begun = false;

  constructor(readonly graph: PolicyGraph) {}

  reset(): void {
    this.begun = false;
    this.node = -1;
  }

  act(observation: Observation): number {
    const { nodes, start } = this.graph;
    if (!this.begun) this.node = start.get(observation as number) ?? -1;
    else this.node = nodes[this.node]?.next[observation as number] ?? -1;
    this.begun = true;
    return nodes[this.node]?.action ?? 0;
  }
}
