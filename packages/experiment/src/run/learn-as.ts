import { ascend } from './ascend.js';
import type { AssembledAgent } from './assemble.js';
import { learnOnline } from './learn-online.js';
import { plan } from './plan.js';
import type { PlanMemory } from './plan-memory.js';
import type { RunContext, TrainedAgent } from './run-context.js';

/** Lets an agent learn, or plan, as its kind does. A policy alone is trained already. */
export function learnAs(
  agent: AssembledAgent,
  context: RunContext,
  memory: PlanMemory,
): Promise<TrainedAgent> {
  switch (agent.kind) {
    case 'fixed':
      return Promise.resolve({ policy: agent.policy, steps: 0, ended: 'finished' });
    case 'ascending':
      return ascend(agent, context);
    case 'learning':
      return learnOnline(agent, context);
    case 'planning':
      return plan(agent, context, memory);
  }
}
