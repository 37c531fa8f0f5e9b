import { controllerOf, type Environment, type Policy, type RunDescription } from '@pomdp-gym/contracts';
import { controllerProblem } from './controller-problem.js';
import { requireController } from './evaluate.js';
import { modelProblem, type RunWatch } from './model-problem.js';
import { tableProblem } from './table-problem.js';

/**
 * Why the exact value of a policy is refused: its controller or its table is no account of what it does, or the model none of what
 * the environment does. Undefined where there is no such value.
 *
 * @throws InputError if the controller or the table is invalid, and what the environment throws as it is stepped, and the reason of the
 *   signal where the run is stopped.
 */
export async function exactRefusal(
  policy: Policy,
  environment: Environment,
  { evaluation, episodeLimit, seed }: Pick<RunDescription, 'evaluation' | 'episodeLimit' | 'seed'>,
  watch: RunWatch = {},
): Promise<string | undefined> {
  const model = environment.model?.();
  if (!model || episodeLimit !== undefined || model.states > evaluation.exactStates) return undefined;
  const controller = controllerOf(policy);
  if (!controller || model.states * controller.nodes > evaluation.exactStates) return undefined;
  requireController(controller, model);
  const problem = policy.controller
    ? controllerProblem(policy, model, seed)
    : tableProblem(policy, model, seed);
  return problem ?? (await modelProblem(environment, model, policy, seed, watch));
}

/** The same policy without its law: it is simulated by what it does. */
export function withoutLaw(policy: Policy): Policy {
  return { reset: (random) => policy.reset(random), act: (observation) => policy.act(observation) };
}
