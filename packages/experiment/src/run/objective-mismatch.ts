import type { DiscountedEvaluation, EpisodeEvaluation, Metric } from '@pomdp-gym/contracts';
import type { AssembledAgent } from './assemble.js';

/** What is measured besides the average reward, which always is. */
export interface Measured {
  /** The metrics that the study names. */
  readonly metrics: readonly Metric[];
  readonly discounted?: DiscountedEvaluation | undefined;
  readonly episode?: EpisodeEvaluation | undefined;
}

const phrases: Readonly<Record<Metric, string>> = {
  'average-reward': 'the average reward a step',
  'discounted-value': 'the discounted value of the start',
  return: 'the return of an episode',
  length: 'the length of an episode',
};

/**
 * How what is measured differs from what the agent climbs, by any metric of the study; undefined where it is the same, and where the
 * agent does not say what it climbs.
 */
export function objectiveMismatch(agent: AssembledAgent, measured: Measured): string | undefined {
  const climbed = climbedBy(agent);
  if (!climbed) return undefined;
  if (climbed.objective === 'average') {
    const others = measured.metrics.filter((metric) => metric !== 'average-reward');
    return others.length === 0 ? undefined : `It climbs the average reward a step, not ${listed(others)}.`;
  }
  return mismatchOfValue(climbed.discount, measured);
}

/** The same for an agent that climbs the value of the start. */
function mismatchOfValue(
  discount: number | undefined,
  { metrics, discounted, episode }: Measured,
): string | undefined {
  if (!discounted && metrics.every((metric) => metric === 'average-reward')) {
    return (
      'It climbs the discounted value of the start, and the study measures the average reward a step alone: ' +
      'set evaluation.discounted to measure what it climbs.'
    );
  }
  if (discounted && discount !== undefined && discount !== discounted.discount)
    return `It climbs the value of the start discounted by ${discount}; the study discounts by ${discounted.discount}.`;
  const others = metrics.filter(
    (metric) =>
      metric === 'length' ||
      (metric === 'return' && discount !== undefined && discount !== episode?.discount),
  );
  return others.length === 0
    ? undefined
    : `It climbs the discounted value of the start, not ${listed(others)}.`;
}

/** `the one, the other or the third`, in one order, whatever that of the study is: it is no part of what a run follows from. */
function listed(metrics: readonly Metric[]): string {
  const names = Object.entries(phrases).flatMap(([metric, phrase]) =>
    metrics.some((each) => each === metric) ? [phrase] : [],
  );
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** The objective of an estimator or a learner, with γ where it states one. */
function climbedBy(agent: AssembledAgent) {
  if (agent.kind === 'learning')
    return agent.learner.objective && { objective: agent.learner.objective, discount: undefined };
  return agent.kind === 'ascending' ? agent.estimator.target : undefined;
}
