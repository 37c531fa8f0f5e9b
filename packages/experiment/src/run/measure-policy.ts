import type { Evaluation, Policy } from '@pomdp-gym/contracts';
import { evaluate } from './evaluate.js';
import { evaluateDiscounted } from './evaluate-discounted.js';
import { evaluateEpisodes } from './evaluate-episodes.js';
import { exactRefusal, withoutLaw } from './exact-refusal.js';
import type { RunContext } from './run-context.js';

/**
 * Measures a policy as the end of a run does: by its law where that holds and the model is small enough, else by simulation on
 * streams of the seed.
 */
export async function measurePolicy(
  policy: Policy,
  context: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<Evaluation> {
  const refusal = await exactRefusal(policy, context.environment, context.description, context);
  const measured = refusal === undefined ? policy : withoutLaw(policy);
  const evaluation = await evaluate(measured, context);
  const discounted = await evaluateDiscounted(measured, context);
  const episode = await evaluateEpisodes(measured, context);
  return {
    ...evaluation,
    ...(discounted && { discounted }),
    ...(episode && { episode }),
    ...(refusal !== undefined && { refusal }),
  };
}
