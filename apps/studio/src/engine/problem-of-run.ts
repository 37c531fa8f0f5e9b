import { type FiniteModel, InputError, isParametric, type ParametricPolicy } from '@pomdp-gym/contracts';
import { assemble, type AssembledRun } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { PolicyOfRun } from './calls.js';
import { describeRecipe } from './run-recipe.js';

/** The environment of a run, and its policy with parameters, at θ. */
export interface ProblemOfRun {
  readonly environment: AssembledRun['environment'];
  readonly policy: ParametricPolicy;
}

/** Throws an InputError where the agent has no policy with parameters, or θ is not of its size. */
export function problemOfRun({ recipe, theta }: PolicyOfRun, registry: Registry): ProblemOfRun {
  const { environment, agent } = assemble(describeRecipe(recipe, registry), registry);
  const policy = policyOf(agent);
  if (!policy || !isParametric(policy))
    throw new InputError(`The agent ${recipe.agent} has no policy with parameters.`);
  if (policy.parameters.length !== theta.length)
    throw new InputError(
      `θ has ${theta.length} numbers, and the policy ${policy.parameters.length} parameters.`,
    );
  policy.parameters.set(theta);
  return { environment, policy };
}

function policyOf(agent: AssembledRun['agent']) {
  if (agent.kind === 'learning') return agent.learner.policy;
  return agent.kind === 'planning' ? undefined : agent.policy;
}

/** The model of an environment. Throws an InputError where it has no model. */
export function requireModel(environment: AssembledRun['environment'], name: string): FiniteModel {
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${name} has no model, which exact analysis needs.`);
  return model;
}
