import type { Policy } from '@pomdp-gym/contracts';
import type { AssembledAgent } from './assemble.js';

/** The policy that an agent acts by before it is trained; undefined for a solver, which is still to plan. */
export function actingPolicy(agent: AssembledAgent): Policy | undefined {
  switch (agent.kind) {
    case 'planning':
      return undefined;
    case 'learning':
      return agent.learner.policy;
    default:
      return agent.policy;
  }
}
