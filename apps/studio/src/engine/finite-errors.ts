import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { Calls } from './calls.js';
import { problemOfRun, requireModel } from './problem-of-run.js';

/** Additions that one β may take: about a tenth of a second. */
const MOST_WORK = 5e7;

/**
 * E‖Δ_T − ∇η‖² exactly, by β and T, of paths that begin with an episode: null where it takes too long. T are whole and rising. Stops between β
 * once the signal aborts.
 */
export async function finiteErrors(
  { betas, lengths, ...of }: Calls['finiteErrors']['argument'],
  { registry, signal }: CallContext,
): Promise<Calls['finiteErrors']['value']> {
  const { environment, policy } = problemOfRun(of, registry);
  const model = requireModel(environment, of.recipe.environment);
  const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(model, policy));
  const within = lengths.filter((T) => T * gpomdp.stepWork <= MOST_WORK);
  const found: (number | null)[][] = [];
  for (const beta of betas) {
    await nextTurn();
    signal.throwIfAborted();
    const errors = gpomdp.errorsAfter(beta, within);
    found.push(lengths.map((_, i) => (errors[i] ? errors[i].squaredBias + errors[i].variance : null)));
  }
  return found;
}
