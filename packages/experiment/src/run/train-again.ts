import type { Environment, RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { actingPolicy } from './acting-policy.js';
import { type AssembledAgent, assemble } from './assemble.js';
import { guardedFor } from './guard/guarded-for.js';
import { learnAs } from './learn-as.js';
import { PlanMemory } from './plan-memory.js';
import { Limits } from './limits.js';
import type { TrainedAgent } from './run-context.js';

/** What a run comes to before it is measured. */
export interface TrainedRun extends TrainedAgent {
  readonly environment: Environment;
  readonly agent: AssembledAgent;
}

/**
 * Trains the agent of a run again, without measuring it: the policy is that of the run, to the bit. What goes wrong on the way is
 * thrown. There is no clock: where a limit of seconds ended the run, its description says at which look (`endsAtLook`).
 *
 * @param onSteps called now and then with the steps taken.
 */
export async function trainAgain(
  description: RunDescription,
  registry: Registry,
  signal: AbortSignal,
  onSteps: (steps: number) => void = () => undefined,
): Promise<TrainedRun> {
  const { environment, agent } = assemble(description, registry);
  const trained = await learnAs(
    agent,
    guardedFor(actingPolicy(agent), {
      description,
      environment,
      signal,
      limits: new Limits(description, undefined),
      onSign: () => undefined,
      rewardAlong: () => ({ averageReward: null }),
      emit: (event) => {
        if (event.kind === 'progress') onSteps(event.steps);
      },
    }),
    new PlanMemory(),
  );
  return { ...trained, environment, agent };
}
