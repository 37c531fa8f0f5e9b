import type { Agent, Policy } from '@pomdp-gym/contracts';
import type { RunContext } from '../run-context.js';
import { withGuardedActions } from './guarded-environment.js';
import { requireLaw } from './require-law.js';

/**
 * The same run; the law of the policy that is to act in it is held to its contract now, and its first actions as it acts. A solver
 * has no policy before it has planned.
 *
 * @throws BrokenContract
 */
export function guardedFor(policy: Policy | undefined, context: RunContext): RunContext {
  if (!policy) return context;
  const { environment, description } = context;
  const part = actingPart(description.agent);
  requireLaw(policy, environment, part);
  return { ...context, environment: withGuardedActions(environment, policy, part) };
}

/** The part of an agent that brings its policy, for messages: `policy softmax`. */
export function actingPart({ name, policy, learner, solver }: Agent): string {
  if (solver) return `policy of the solver ${solver.id}`;
  if (policy) return `policy ${policy.id}`;
  return learner ? `policy of the learner ${learner.id}` : `policy of ${name}`;
}
