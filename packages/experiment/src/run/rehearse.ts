import { isInputError, type RunDescription, type SolverSpec } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { assemble, type PlanningAgent } from './assemble.js';

/** Reports after which a solver for fully observed problems is taken to accept the model: it may refuse at its end only. */
const REPORTS = 1000;

/**
 * Why the solver of a run refuses the model, known before the run: undefined where it begins, and where the agent has no
 * solver. The solver is stopped at its first report; one that declares to take fully observed problems alone, after 1000.
 *
 * @throws whatever the solver throws that is no InputError: that is the result of the run itself.
 */
export async function rehearse(description: RunDescription, registry: Registry): Promise<string | undefined> {
  const { solver } = description.agent;
  if (!solver) return undefined;
  try {
    const { agent } = assemble(description, registry);
    if (agent.kind === 'planning') await begin(agent, reportsOf(registry.get('solver', solver.id).spec));
    return undefined;
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
}

function reportsOf({ takes }: SolverSpec): number {
  return takes === 'fully observed' ? REPORTS : 1;
}

async function begin({ solver, model }: PlanningAgent, reports: number): Promise<void> {
  const stop = new AbortController();
  if (reports === 1) stop.abort();
  let count = 0;
  for await (const report of solver.solve(model, stop.signal)) {
    void report;
    if (++count >= reports) return;
  }
}
