import {
  controllerOf,
  type Environment,
  type FiniteModel,
  type FiniteStateController,
  InputError,
  isInputError,
  type Policy,
} from '@pomdp-gym/contracts';
import type { Evaluation, RunDescription } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { assertController, observationCount } from '@pomdp-gym/models';
import type { RunContext } from './run-context.js';
import { simulatedReward } from './simulated-reward.js';

/**
 * η of a policy as it stands, where the environment and memory together have no more than `exactStates` states, the policy can be
 * written down, and the chain of the two has one stationary law that can be had; null otherwise. A limit on episodes makes
 * another chain, of a continuing problem too: it goes back to the start. There is no exact value of that one.
 * @throws InputError if the policy's table is invalid: its rows are not distributions, or its size is not the model's.
 */
export function exactReward(
  environment: Environment,
  policy: Policy,
  { evaluation, episodeLimit }: Pick<RunDescription, 'evaluation' | 'episodeLimit'>,
): number | null {
  if (episodeLimit !== undefined) return null;
  const model = environment.model?.();
  const controller = controllerOf(policy);
  if (!model || !controller || model.states * controller.nodes > evaluation.exactStates) return null;
  requireController(controller, model);
  try {
    return new PolicyAnalysis(model, controller).averageReward;
  } catch (error) {
    // Of a sound controller only the long run can be refused: several recurrent classes, or too many nodes to solve for.
    if (isInputError(error)) return null;
    throw error;
  }
}

/** Refuses an invalid controller with an InputError: a simulation would run with it and return noise. */
export function requireController(controller: FiniteStateController, model: FiniteModel): void {
  const [observations, { actions }] = [observationCount(model), model];
  if (controller.observations !== observations || controller.actions !== actions) {
    throw new InputError(
      `The policy is over ${controller.observations} observations and ${controller.actions} actions, the model has ` +
        `${observations} and ${actions}.`,
    );
  }
  assertController(controller);
}

/** What a policy earns a step: exactly where that can be had, else by simulation on streams of its own. */
export async function evaluate(
  policy: Policy,
  context: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<Evaluation> {
  const exact = exactReward(context.environment, policy, context.description);
  if (exact !== null) {
    return { averageReward: requireFinite(exact), exact: true, halfWidth: 0, evaluationSteps: 0 };
  }
  const simulated = await simulatedReward(policy, context);
  requireFinite(simulated.averageReward);
  return simulated;
}

function requireFinite(reward: number): number {
  if (Number.isFinite(reward)) return reward;
  throw new RangeError(
    `The average reward of the final policy is ${reward}: a reward is no finite number, or their sum overflows.`,
  );
}
