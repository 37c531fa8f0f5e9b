import { bracketSolvers, createEnvironment, parseEnvironment } from '@pomdp-gym/experiment';
import { BACKUPS, bracketOptimum } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { AverageOptimum } from './calls.js';
import { pageMeters } from './page-meters.js';

/** The bracket of the best average reward of an environment, or why there is none. Stops once the signal aborts. */
export async function averageOptimum(
  name: string,
  { registry, signal }: CallContext,
): Promise<AverageOptimum> {
  const environment = createEnvironment(parseEnvironment(name), registry);
  const model = environment.model?.();
  if (!model)
    return { bracket: null, absent: `The environment ${name} has no model to bound its optimum with.` };
  const settings = { backups: BACKUPS, meters: pageMeters, signal };
  const { bracket, absent } = await bracketOptimum(bracketSolvers(registry), model, 'average', settings);
  signal.throwIfAborted();
  return { bracket: bracket && { lower: bracket.lower, upper: bracket.upper, basis: bracket.basis }, absent };
}
