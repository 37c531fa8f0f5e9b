import { type AsymptoticError, GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { dot } from '@pomdp-gym/numerics';
import { nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { Calls, ErrorMap } from './calls.js';
import { mixingSteps } from './mixing-steps.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { withoutRounding } from './without-rounding.js';

/** Bias and asymptotic variance of GPOMDP against β, its trace reset where an episode ends, and the eigenvalues of the chain, which say how fast it mixes. Stops between β once the signal aborts. */
export async function errorMap(
  { betas, ...of }: Calls['errors']['argument'],
  { registry, signal }: CallContext,
): Promise<ErrorMap> {
  const { environment, policy } = problemOfRun(of, registry);
  const analysis = PolicyAnalysis.ofPolicy(requireModel(environment, of.recipe.environment), policy);
  const errors = new GpomdpAnalysis(analysis);
  const gradient = withoutRounding(analysis)(analysis.gradient());
  const at: AsymptoticError[] = [];
  for (const beta of betas) {
    await nextTurn();
    signal.throwIfAborted();
    at.push(errors.error(beta));
  }
  return {
    betas,
    squaredBias: at.map(({ squaredBias }) => squaredBias),
    variance: at.map(({ variance }) => variance),
    squaredGradient: dot(gradient, gradient),
    mixing: mixingSteps(analysis),
    ends: analysis.ends,
    eigenvalues: analysis.spectrum() ?? null,
  };
}
