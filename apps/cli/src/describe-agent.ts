import { type Agent, formatReference } from '@pomdp-gym/experiment';

/** What an agent is made of, in one line: `softmax + gpomdp:beta=0.4 + conjpomdp, T = 1024`. */
export function describeAgent({ policy, estimator, optimizer, learner, solver, steps }: Agent): string {
  const parts = [policy, estimator, optimizer, learner, solver].filter((part) => part !== undefined);
  const line = parts.map(formatReference).join(' + ');
  if (!optimizer) return line;
  const { direction, lineSearch } = steps;
  return `${line}, T = ${direction}${lineSearch === direction ? '' : ` (line search ${lineSearch})`}`;
}
