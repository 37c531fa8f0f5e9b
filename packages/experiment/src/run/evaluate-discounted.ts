import {
  controllerOf,
  type DiscountedEvaluation,
  type DiscountedSettings,
  type Environment,
  InputError,
  type Policy,
  type RunDescription,
} from '@pomdp-gym/contracts';
import { discountedValue } from '@pomdp-gym/exact';
import { studentInterval } from '@pomdp-gym/statistics';
import { discountedReturns, horizon } from './discounted-returns.js';
import type { RunContext } from './run-context.js';

/** γ of a study, or of the problem. Throws an InputError where neither states one. */
export function discountOf(environment: Environment, name: string, { discount }: DiscountedSettings): number {
  const known = discount ?? environment.model?.().discount;
  if (known !== undefined && known < 1) return known;
  throw new InputError(
    `The environment ${name} states no discount below 1 to value its start by: set one at evaluation.discounted.discount.`,
  );
}

/**
 * The discounted value of the start under a policy, where the study asks for it: exact where the policy has a table or a
 * controller and the model has no more than `exactStates` states, else by simulation, every agent on the same episodes.
 */
export async function evaluateDiscounted(
  policy: Policy,
  {
    environment,
    description,
    signal,
    onSign,
  }: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<DiscountedEvaluation | undefined> {
  const { evaluation, episodeLimit = Infinity, seed, environment: problem } = description;
  if (!evaluation.discounted) return undefined;
  const discount = discountOf(environment, problem.name, evaluation.discounted);
  const exact = exactValue(environment, policy, discount, description);
  if (exact !== undefined) return { discount, value: exact, exact: true, halfWidth: 0, episodes: 0 };
  const { episodes, steps = horizon(discount) } = evaluation.discounted;
  const settings = { episodes, steps: Math.min(steps, episodeLimit), discount, seed };
  const { estimate, high } = studentInterval(
    await discountedReturns(environment, policy, settings, signal, onSign),
  );
  return { discount, value: estimate, exact: false, halfWidth: high - estimate, episodes };
}

function exactValue(
  environment: Environment,
  policy: Policy,
  discount: number,
  { evaluation, episodeLimit }: RunDescription,
): number | undefined {
  const model = environment.model?.();
  const controller = controllerOf(policy);
  if (
    !model ||
    !controller ||
    model.states * controller.nodes > evaluation.exactStates ||
    episodeLimit !== undefined
  )
    return undefined;
  return discountedValue(model, controller, discount);
}
