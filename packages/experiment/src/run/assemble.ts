import {
  type Agent,
  type Critic,
  type Environment,
  type Estimator,
  type FiniteModel,
  InputError,
  isParametric,
  type Learner,
  type Optimizer,
  type ParametricPolicy,
  type Policy,
  type Reference,
  type RunDescription,
  type Solver,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { createEnvironment } from './create-environment.js';
import { createCritic } from './create-critic.js';
import { createPolicy } from './create-policy.js';

/** A policy alone: nothing is learnt. */
export interface FixedAgent {
  readonly kind: 'fixed';
  readonly policy: Policy;
}

/** An optimizer climbs with an estimator's gradients. */
export interface AscendingAgent {
  readonly kind: 'ascending';
  readonly policy: ParametricPolicy;
  readonly estimator: Estimator;
  /** Makes an estimator like it for another policy, which an optimizer may make of this one. */
  readonly estimatorFor: (policy: ParametricPolicy) => Estimator;
  readonly optimizer: Optimizer;
}

/** A learner changes its policy as it acts. */
export interface LearningAgent {
  readonly kind: 'learning';
  readonly learner: Learner;
}

/** A solver plans on the model. */
export interface PlanningAgent {
  readonly kind: 'planning';
  /** What plans, for messages: `solver sarsop`. */
  readonly part: string;
  readonly solver: Solver;
  /** Whether it plans the same every time. */
  readonly deterministic: boolean;
  readonly model: FiniteModel;
}

export type AssembledAgent = FixedAgent | AscendingAgent | LearningAgent | PlanningAgent;

export interface AssembledRun {
  readonly environment: Environment;
  readonly agent: AssembledAgent;
}

/** Makes what a run needs. What does not exist or does not fit together is refused with an InputError. */
export function assemble(description: RunDescription, registry: Registry): AssembledRun {
  const environment = createEnvironment(description.environment, registry);
  return { environment, agent: assembleAgent(description, environment, registry) };
}

function assembleAgent(
  description: RunDescription,
  environment: Environment,
  registry: Registry,
): AssembledAgent {
  const { agent, seed } = description;
  if (agent.solver) return planningAgent(agent.solver, description, environment, registry);
  const model = environment.model?.bind(environment);
  const policy = agent.policy && createPolicy(agent.policy, environment, seed, registry);
  requireCenter(agent, policy);
  const { observationSpace, actionSpace } = environment;
  const criticFor = (acting: Policy | undefined): Critic | undefined => {
    const spaces = { observationSpace, actionSpace, memorySpace: acting?.memorySpace };
    return agent.critic && createCritic(agent.critic, spaces, model, registry);
  };
  if (agent.learner) {
    const random = randomStream(seed, 'learner');
    const learner = registry.create('learner', agent.learner, environment, policy, criticFor(policy), random);
    requireTrained(agent, policy, learner);
    return { kind: 'learning', learner };
  }
  if (!policy) throw new InputError(`The agent ${agent.name} has no policy.`);
  const { estimator, optimizer } = agent;
  if (!optimizer || !estimator) return { kind: 'fixed', policy };
  const estimatorFor = (acting: ParametricPolicy): Estimator =>
    registry.create('estimator', estimator, acting, criticFor(acting), model);
  return ascendingAgent(policy, estimatorFor, optimizer, description, registry);
}

function planningAgent(
  reference: Reference,
  { agent, environment: problem, evaluation }: RunDescription,
  environment: Environment,
  registry: Registry,
): PlanningAgent {
  const model = environment.model?.();
  if (!model) {
    throw new InputError(
      `The agent ${agent.name} plans on a model, and the environment ${problem.name} has none. Take a learner or an optimizer there.`,
    );
  }
  const solver = registry.create('solver', reference);
  const { deterministic = false } = registry.get('solver', reference.id).spec;
  const discounted = withDiscount(model, evaluation.discounted?.discount);
  return { kind: 'planning', part: `solver ${reference.id}`, solver, deterministic, model: discounted };
}

function ascendingAgent(
  policy: Policy,
  estimatorFor: AscendingAgent['estimatorFor'],
  optimizer: Reference,
  { agent, seed }: RunDescription,
  registry: Registry,
): AscendingAgent {
  if (agent.critic && (agent.steps.paths ?? 1) > 1) {
    throw new InputError(
      `The agent ${agent.name} has a critic, which learns from one path to the next, and gradients over ${agent.steps.paths} ` +
        `paths at once: leave one of the two out.`,
    );
  }
  if (!isParametric(policy)) {
    throw new InputError(
      `The agent ${agent.name} climbs by gradients, and the policy ${agent.policy?.id} has no parameters. ` +
        `Take a policy that has some, such as softmax.`,
    );
  }
  return {
    kind: 'ascending',
    policy,
    estimator: estimatorFor(policy),
    estimatorFor,
    optimizer: registry.create('optimizer', optimizer, randomStream(seed, 'optimizer'), policy),
  };
}

/** The model with the γ that a study states; a solver's own option goes before it. */
function withDiscount(model: FiniteModel, discount: number | undefined): FiniteModel {
  return discount === undefined ? model : { ...model, discount };
}

/** A learner trains the policy that it is given, or another one with the same parameters: else that is named in vain. */
function requireTrained({ name, ...agent }: Agent, policy: Policy | undefined, learner: Learner): void {
  if (!policy || learner.policy === policy) return;
  if (isParametric(policy) && isParametric(learner.policy)) {
    if (learner.policy.parameters === policy.parameters) return;
  }
  throw new InputError(
    `The learner ${agent.learner?.id} of the agent ${name} brings its own policy and leaves ${agent.policy?.id} unused: ` +
      `leave that out.`,
  );
}

function requireCenter({ name, start: { center } }: Agent, policy: Policy | undefined): void {
  const parameters = policy && isParametric(policy) ? policy.parameters.length : 0;
  if (!center || center.length === parameters) return;
  throw new InputError(
    `The agent ${name} is to start around ${center.length} numbers, and its policy has ${parameters} parameters here.`,
  );
}
