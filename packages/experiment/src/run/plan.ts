import { driveSolver, nextTurn } from '@pomdp-gym/solving';
import type { PlanningAgent } from './assemble.js';
import type { Learnt, RunContext } from './run-context.js';

/** Lets a solver plan until it ends. It takes no steps in the environment. */
export async function plan({ solver, model }: PlanningAgent, { emit, signal }: RunContext): Promise<Learnt> {
  const { policy } = await driveSolver(solver, model, signal, ({ lower, upper }) => {
    signal.throwIfAborted();
    emit({ kind: 'progress', steps: 0, lower, upper });
    return nextTurn(); // for timers and signals
  });
  signal.throwIfAborted();
  return { policy, steps: 0, ended: 'finished' };
}
