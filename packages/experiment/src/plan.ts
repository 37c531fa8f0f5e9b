import { setImmediate as nextMacrotask } from 'node:timers/promises';
import type { PlanningAgent } from './assemble.js';
import type { Learnt, RunContext } from './run-context.js';

/** Lets a solver plan until it ends. It takes no steps in the environment. */
export async function plan({ solver, model }: PlanningAgent, { emit, signal }: RunContext): Promise<Learnt> {
  const planning = solver.solve(model, signal);
  for (;;) {
    const { done, value } = await planning.next();
    signal.throwIfAborted();
    if (done) return { policy: value, steps: 0, ended: 'finished' };
    emit({ kind: 'progress', steps: 0, lower: value.lower, upper: value.upper });
    await nextMacrotask(); // for timers and signals
  }
}
