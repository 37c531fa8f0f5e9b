import { firstLine, type Registry } from '@pomdp-gym/registry';
import { Observable } from 'rxjs';
import { actingPolicy } from './acting-policy.js';
import { assemble } from './assemble.js';
import { exactReward } from './evaluate.js';
import { EpisodeLog } from './episode-log.js';
import { guardedFor } from './guard/guarded-for.js';
import { learnAs } from './learn-as.js';
import { type Clock, Limits } from './limits.js';
import { measurePolicy } from './measure-policy.js';
import { metricsOf } from './metrics-of.js';
import { objectiveMismatch } from './objective-mismatch.js';
import { PlanMemory } from './plan-memory.js';
import { pluginFrames } from './plugin-frames.js';
import type { RunContext, RunPaths } from './run-context.js';
import type { AscentCheckpoints } from './saved-ascent.js';
import type { RunDescription, RunEvent } from '@pomdp-gym/contracts';

/** How a run is followed, and what measures its time. */
export interface RunDetail {
  /** Whether each episode that ends while the agent learns is an event. */
  readonly episodes?: boolean;
  /** Called as each stage of the run begins. */
  readonly onStage?: (stage: RunStage) => void;
  /**
   * What a limit of seconds is measured by. A run with such a limit has other events each time, unless it says where it ends
   * (`endsAtLook`).
   */
  readonly clock?: Clock | undefined;
  /** Runs the paths of gradients that are the mean of several. */
  readonly paths?: RunPaths | undefined;
  /** Keeps where an ascent stands; the events of one that goes on are those after the iterate at which it was stopped. */
  readonly checkpoints?: AscentCheckpoints | undefined;
}

type DrivenDetail = Required<RunDetail> & { readonly memory: PlanMemory };

/** What a run is at. */
export type RunStage = 'building' | 'planning' | 'learning' | 'evaluating';

/**
 * Runs an agent in an environment, as described. The same description gives the same events, to the bit. Cold;
 * unsubscribe to stop. What goes wrong on the way is the run's result (`failed`); what cannot begin is an InputError.
 *
 * @param memory keeps the plan for other seeds of the study.
 */
export function runEvents(
  description: RunDescription,
  registry: Registry,
  memory = new PlanMemory(),
  { episodes = false, onStage = () => undefined, clock, paths, checkpoints }: RunDetail = {},
): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const emit = (event: RunEvent) => subscriber.next(event);
    const detail = { memory, episodes, onStage, clock, paths, checkpoints };
    drive(description, registry, detail, { emit, signal: controller.signal }).then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    return () => controller.abort();
  });
}

async function drive(
  description: RunDescription,
  registry: Registry,
  { memory, episodes, onStage, clock, paths, checkpoints }: DrivenDetail,
  { emit, signal }: Pick<RunContext, 'emit' | 'signal'>,
): Promise<void> {
  onStage('building');
  const { environment, agent } = assemble(description, registry);
  const optimum = description.episodeLimit === undefined ? environment.optimum : undefined;
  if (!checkpoints?.from) emit({ kind: 'started', optimum: optimum?.averageReward ?? null });
  let steps = checkpoints?.from?.steps ?? 0;
  const context: RunContext = {
    description,
    environment,
    signal,
    episodes: episodes ? new EpisodeLog(emit) : undefined,
    limits: new Limits(description, clock),
    paths,
    checkpoints,
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
    onStage(agent.kind === 'planning' ? 'planning' : 'learning');
    const learnt = await learnAs(agent, guardedFor(actingPolicy(agent), context), memory);
    onStage('evaluating');
    const evaluation = await measurePolicy(learnt.policy, guardedFor(learnt.policy, context));
    const mismatch = objectiveMismatch(agent, { ...evaluation, metrics: metricsOf(description) });
    emit({
      kind: 'finished',
      steps: learnt.steps,
      ended: learnt.ended,
      ...evaluation,
      ...(learnt.look !== undefined && { look: learnt.look }),
      ...(mismatch !== undefined && { mismatch }),
    });
  } catch (error) {
    signal.throwIfAborted();
    const stack = pluginFrames(error);
    emit({ kind: 'failed', steps, error: firstLine(error), ...(stack && { stack }) });
  }
}
