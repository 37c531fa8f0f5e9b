import { partKinds } from '@pomdp-gym/contracts';
import type { Agent } from '@pomdp-gym/contracts';
import { formatReference } from './reference.js';

/** What an agent is made of, in one line: `softmax + gpomdp:beta=0.4 + conjpomdp, T = 1024`. */
export function describeAgent(agent: Agent): string {
  const parts = partKinds.flatMap((kind) => agent[kind] ?? []);
  const line = parts.map(formatReference).join(' + ');
  if (!agent.optimizer) return line;
  const { direction, lineSearch } = agent.steps;
  return `${line}, T = ${direction}${lineSearch === direction ? '' : ` (line search ${lineSearch})`}`;
}
