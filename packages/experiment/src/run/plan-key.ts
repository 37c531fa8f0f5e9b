import type { RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** All that a plan depends on. */
export function planKey({ environment, agent, evaluation }: RunDescription): string {
  return JSON.stringify([environment, agent.solver, evaluation.discounted?.discount]);
}

/** The same, where all runs of that key have one plan: their solver is deterministic. Undefined for any other run. */
export function sharedPlanKey(run: RunDescription, registry: Registry): string | undefined {
  const { solver } = run.agent;
  if (!solver) return undefined;
  return registry.get('solver', solver.id).spec.deterministic ? planKey(run) : undefined;
}
