import type { DiscountedEvaluation } from '@pomdp-gym/contracts';
import type { AssembledAgent } from './assemble.js';

/**
 * How what is measured differs from what the agent climbs; undefined where it is the same, and where the agent does not say
 * what it climbs.
 *
 * @param discounted the value of the start, where the study asks for it beside the average reward.
 */
export function objectiveMismatch(
  agent: AssembledAgent,
  discounted: DiscountedEvaluation | undefined,
): string | undefined {
  const climbed = climbedBy(agent);
  if (!climbed) return undefined;
  if (climbed.objective === 'average') {
    return discounted && 'It climbs the average reward a step, not the discounted value of the start.';
  }
  if (!discounted) {
    return (
      'It climbs the discounted value of the start, and the study measures the average reward a step alone: ' +
      'set evaluation.discounted to measure what it climbs.'
    );
  }
  const { discount } = climbed;
  if (discount === undefined || discount === discounted.discount) return undefined;
  return `It climbs the value of the start discounted by ${discount}; the study discounts by ${discounted.discount}.`;
}

/** The objective of an estimator or a learner, with γ where it states one. */
function climbedBy(agent: AssembledAgent) {
  if (agent.kind === 'learning')
    return agent.learner.objective && { objective: agent.learner.objective, discount: undefined };
  return agent.kind === 'ascending' ? agent.estimator.target : undefined;
}
