import { driveSolver, nextTurn } from '@pomdp-gym/solving';
import type { PlanningAgent } from './assemble.js';
import type { Plan, PlanMemory } from './plan-memory.js';
import type { TrainedAgent, RunContext } from './run-context.js';

/**
 * Lets a solver plan until it ends, or repeats the reports and the policy that the memory keeps of a deterministic one. It takes
 * no steps in the environment.
 */
export async function plan(
  agent: PlanningAgent,
  context: RunContext,
  memory: PlanMemory,
): Promise<TrainedAgent> {
  const known = memory.recall(context.description);
  for (const bounds of known?.reports ?? []) context.emit({ kind: 'progress', steps: 0, ...bounds });
  const planned = known ?? (await planAnew(agent, context));
  context.signal.throwIfAborted();
  if (agent.deterministic) memory.keep(context.description, planned);
  return { policy: planned.policy, steps: 0, ended: 'finished' };
}

async function planAnew(
  { solver, model, deterministic }: PlanningAgent,
  { emit, signal }: RunContext,
): Promise<Plan> {
  const reports: Plan['reports'][number][] = [];
  const { policy } = await driveSolver(solver, model, signal, ({ lower, upper }) => {
    signal.throwIfAborted();
    emit({ kind: 'progress', steps: 0, lower, upper });
    if (deterministic) reports.push({ lower, upper });
    return nextTurn(); // for timers and signals
  });
  return { policy, reports };
}
