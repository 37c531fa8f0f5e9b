import { InputError } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import type { VarianceQuestion } from '@pomdp-gym/report';
import { z } from 'zod';
import type { WrittenAgent } from '@pomdp-gym/experiment';

export interface VarianceFlags {
  readonly ages: number;
  readonly lambda?: number;
}

const gpomdpOptions = z.object({
  beta: z.number(),
  endings: z.enum(['centred', 'reset', 'carry']),
  baseline: z.enum(['none', 'average', 'constant', 'observation', 'critic']),
});

const criticOptions = z.object({ discount: z.number(), lambda: z.number() });

const actorCriticOptions = z.object({
  objective: z.enum(['discounted', 'average']),
  discount: z.number(),
  lambda: z.number(),
});

/** What is asked of the variance of an agent. Throws an InputError where exact analysis knows nothing of its estimator. */
export function varianceQuestion(
  agent: WrittenAgent,
  { ages, lambda }: VarianceFlags,
  registry: Registry,
): VarianceQuestion {
  const { estimator, learner } = agent;
  if (learner?.id === 'actor-critic') {
    const chosen = actorCriticOptions.parse(complete(registry, 'learner', learner));
    const average = chosen.objective === 'average';
    return {
      ages,
      estimator: 'actor-critic',
      discount: average ? 1 : chosen.discount,
      lambda: chosen.lambda,
      average,
    };
  }
  if (learner || (estimator && estimator.id !== 'gpomdp'))
    throw new InputError(
      `The variance of ${(learner ?? estimator)!.id} is not known exactly: give an agent with gpomdp or actor-critic, such as softmax+gpomdp:beta=.9.`,
    );
  const written = estimator ?? { id: 'gpomdp', options: {} };
  const { beta, endings, baseline } = gpomdpOptions.parse(complete(registry, 'estimator', written));
  if (baseline === 'average' && endings === 'reset')
    throw new InputError(
      'The baseline average counts rewards from their average on, which is another gradient than that of endings=reset: take endings=centred, or baseline=constant.',
    );
  const critic = criticOf(agent, baseline, registry);
  const trace = { ages, estimator: 'gpomdp' as const, beta, endings, baseline, lambda: lambda ?? beta };
  return critic ? { ...trace, critic } : trace;
}

function criticOf({ name, critic }: WrittenAgent, baseline: string, registry: Registry) {
  if (baseline !== 'critic') return undefined;
  if (critic?.id === 'td') return criticOptions.parse(complete(registry, 'critic', critic));
  throw new InputError(`The baseline critic of ${name} needs the critic td: add +td to the agent.`);
}

/** The options of a part with its defaults; what is wrong with them is said in a sentence. */
function complete(registry: Registry, kind: 'critic' | 'estimator' | 'learner', part: WrittenPart) {
  const [problem] = registry.problems(kind, part);
  if (problem) throw new InputError(problem.message);
  return registry.completeOptions(kind, part);
}

type WrittenPart = NonNullable<WrittenAgent['estimator']>;
