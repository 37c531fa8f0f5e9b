import { firstLine, type Registry } from '@pomdp-gym/registry';
import { Observable } from 'rxjs';
import { ascend } from './ascend.js';
import { type AssembledAgent, assemble } from './assemble.js';
import { evaluate, exactReward } from './evaluate.js';
import { evaluateDiscounted } from './evaluate-discounted.js';
import { evaluateEpisodes } from './evaluate-episodes.js';
import { guardedEnvironment } from './guarded-environment.js';
import { learnOnline } from './learn-online.js';
import { type Clock, Limits } from './limits.js';
import { metricsOf } from './metrics-of.js';
import { objectiveMismatch } from './objective-mismatch.js';
import { plan } from './plan.js';
import { PlanMemory } from './plan-memory.js';
import { pluginFrames } from './plugin-frames.js';
import type { TrainedAgent, RunContext } from './run-context.js';
import type { RunDescription, RunEvent } from '@pomdp-gym/contracts';
import { exactRefusal, withoutLaw } from './exact-refusal.js';

/**
 * Runs an agent in an environment, as described. The same description gives the same events, to the bit. Cold;
 * unsubscribe to stop. What goes wrong on the way is the run's result (`failed`); what cannot begin is an InputError.
 *
 * @param memory keeps the plan for other seeds of the study.
 * @param clock what a limit of seconds is measured by; a run with such a limit has other events each time, unless it says
 * where it ends (`endsAtLook`).
 */
export function runEvents(
  description: RunDescription,
  registry: Registry,
  memory = new PlanMemory(),
  clock?: Clock,
): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const emit = (event: RunEvent) => subscriber.next(event);
    drive(description, registry, memory, { emit, signal: controller.signal, clock }).then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    return () => controller.abort();
  });
}

async function drive(
  description: RunDescription,
  registry: Registry,
  memory: PlanMemory,
  { emit, signal, clock }: Pick<RunContext, 'emit' | 'signal'> & { readonly clock: Clock | undefined },
): Promise<void> {
  const { environment: made, agent } = assemble(description, registry);
  const environment = guardedEnvironment(made, description.environment.name);
  const optimum = description.episodeLimit === undefined ? environment.optimum : undefined;
  emit({ kind: 'started', optimum: optimum?.averageReward ?? null });
  let steps = 0;
  const context: RunContext = {
    description,
    environment,
    signal,
    limits: new Limits(description, clock),
    onSign: () => emit({ kind: 'progress', steps }),
    rewardAlong: (policy, measured) => {
      const exact = exactReward(environment, policy, description);
      return exact === null ? { averageReward: measured } : { averageReward: exact, unchecked: true };
    },
    emit: (event) => {
      if (event.kind === 'progress') steps = event.steps;
      emit(event);
    },
  };
  try {
    const learnt = await learnAs(agent, context, memory);
    const refusal = exactRefusal(learnt.policy, environment, description);
    const policy = refusal === undefined ? learnt.policy : withoutLaw(learnt.policy);
    const evaluation = await evaluate(policy, context);
    const discounted = await evaluateDiscounted(policy, context);
    const episode = await evaluateEpisodes(policy, context);
    const mismatch = objectiveMismatch(agent, { metrics: metricsOf(description), discounted, episode });
    emit({
      kind: 'finished',
      steps: learnt.steps,
      ended: learnt.ended,
      ...evaluation,
      ...(learnt.look !== undefined && { look: learnt.look }),
      ...(discounted && { discounted }),
      ...(episode && { episode }),
      ...(refusal !== undefined && { refusal }),
      ...(mismatch !== undefined && { mismatch }),
    });
  } catch (error) {
    signal.throwIfAborted();
    const stack = pluginFrames(error);
    emit({ kind: 'failed', steps, error: firstLine(error), ...(stack && { stack }) });
  }
}

function learnAs(agent: AssembledAgent, context: RunContext, memory: PlanMemory): Promise<TrainedAgent> {
  switch (agent.kind) {
    case 'fixed':
      return Promise.resolve({ policy: agent.policy, steps: 0, ended: 'finished' });
    case 'ascending':
      return ascend(agent, context);
    case 'learning':
      return learnOnline(agent, context);
    case 'planning':
      return plan(agent, context, memory);
  }
}
