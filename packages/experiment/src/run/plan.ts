import { driveSolver, nextTurn } from '@pomdp-gym/solving';
import type { PlanningAgent } from './assemble.js';
import type { Spent } from './limits.js';
import type { Plan, PlanMemory } from './plan-memory.js';
import type { TrainedAgent, RunContext } from './run-context.js';

/**
 * Lets a solver plan until it ends or its seconds are spent, or repeats the reports and the policy that the memory keeps of a
 * deterministic one. It takes no steps in the environment.
 */
export async function plan(
  agent: PlanningAgent,
  context: RunContext,
  memory: PlanMemory,
): Promise<TrainedAgent> {
  const { description, emit, signal } = context;
  if (description.limits?.seconds !== undefined || description.endsAtLook !== undefined)
    return planWithin(agent, context);
  const known = memory.recall(description);
  for (const bounds of known?.reports ?? []) emit({ kind: 'progress', steps: 0, ...bounds });
  const planned = known ?? (await planAnew(agent, context, signal));
  signal.throwIfAborted();
  if (agent.deterministic) memory.keep(description, planned);
  return { policy: planned.policy, steps: 0, ended: 'finished' };
}

/** Plans under a limit of seconds, looked at after each report: the plan is this run's own. */
async function planWithin(agent: PlanningAgent, context: RunContext): Promise<TrainedAgent> {
  const stop = new AbortController();
  let end: Spent | undefined;
  const look = () => {
    end ??= context.limits.look();
    if (end) stop.abort();
  };
  const { policy } = await planAnew(agent, context, AbortSignal.any([context.signal, stop.signal]), look);
  context.signal.throwIfAborted();
  return { policy, steps: 0, ended: 'finished', ...end };
}

/**
 * @param signal stops the solver, which then returns its best policy so far.
 * @param onReport called at every report.
 */
async function planAnew(
  { solver, part, model, deterministic }: PlanningAgent,
  context: RunContext,
  signal: AbortSignal,
  onReport: () => void = () => undefined,
): Promise<Plan> {
  const reports: Plan['reports'][number][] = [];
  const { policy } = await driveSolver(
    solver,
    model,
    signal,
    ({ lower, upper }) => {
      context.signal.throwIfAborted();
      context.emit({ kind: 'progress', steps: 0, lower, upper });
      if (deterministic) reports.push({ lower, upper });
      onReport();
      return nextTurn(); // for timers and signals
    },
    part,
  );
  return { policy, reports };
}
