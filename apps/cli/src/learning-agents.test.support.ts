import { type Environment, isInputError, isParametric } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** An agent as a study names it, its parts at their defaults. */
export interface LearningAgent {
  readonly name: string;
  readonly policy?: string;
  readonly estimator?: string;
  readonly optimizer?: string;
  readonly learner?: string;
}

/**
 * Every agent that learns in an environment and can be made of the registry's plugins: each policy with parameters with each
 * estimator and optimizer, each learner alone or, where it asks for a policy, with each that it accepts.
 */
export function learningAgents(registry: Registry, environment: Environment): LearningAgent[] {
  const parametric = idsOf(registry, 'policy').filter((id) => {
    const policy = ifItFits(() => registry.create('policy', { id, options: {} }, environment));
    return policy !== undefined && isParametric(policy);
  });
  return [...climbing(registry, parametric, environment), ...online(registry, parametric, environment)];
}

/** Some of these agents that have every id among them: each, in their order, that brings a new one. */
export function oneForEachId(agents: readonly LearningAgent[]): LearningAgent[] {
  return thoseWithNew(partsOf, agents, new Set());
}

/** Some of these agents that have every two parts that meet in one of them: each, in their order, that brings two not in `seen`, to which it adds them. */
export function oneForEachPair(agents: readonly LearningAgent[], seen: Set<string>): LearningAgent[] {
  return thoseWithNew(pairsOf, agents, seen);
}

function thoseWithNew(
  keysOf: (agent: LearningAgent) => string[],
  agents: readonly LearningAgent[],
  seen: Set<string>,
): LearningAgent[] {
  return agents.filter((agent) => {
    const isNew = keysOf(agent).some((key) => !seen.has(key));
    for (const key of keysOf(agent)) seen.add(key);
    return isNew;
  });
}

/** The parts of an agent two by two; its only part where it has no other. */
function pairsOf(agent: LearningAgent): string[] {
  const parts = partsOf(agent);
  return parts.length === 1
    ? parts
    : parts.flatMap((one, i) => parts.slice(i + 1).map((other) => `${one} + ${other}`));
}

function climbing(
  registry: Registry,
  policies: readonly string[],
  environment: Environment,
): LearningAgent[] {
  return policies.flatMap((policy) =>
    estimatorsOf(registry, policy, environment).flatMap((estimator) =>
      idsOf(registry, 'optimizer').map((optimizer) => ({
        name: `${policy} + ${estimator} + ${optimizer}`,
        ...{ policy, estimator, optimizer },
      })),
    ),
  );
}

/** Those that fit a policy and need no model. */
function estimatorsOf(registry: Registry, policy: string, environment: Environment): readonly string[] {
  const made = registry.create('policy', { id: policy, options: {} }, environment);
  if (!isParametric(made)) return [];
  return idsOf(registry, 'estimator').filter(
    (id) => ifItFits(() => registry.create('estimator', { id, options: {} }, made)) !== undefined,
  );
}

function online(registry: Registry, policies: readonly string[], environment: Environment): LearningAgent[] {
  const accepts = (id: string, policy: string | undefined) =>
    ifItFits(() => {
      const made =
        policy === undefined
          ? undefined
          : registry.create('policy', { id: policy, options: {} }, environment);
      return registry.create('learner', { id, options: {} }, environment, made);
    }) !== undefined;
  return idsOf(registry, 'learner').flatMap((learner): LearningAgent[] => {
    if (accepts(learner, undefined)) return [{ name: learner, learner }];
    const taken = policies.filter((policy) => accepts(learner, policy));
    return taken.map((policy) => ({ name: `${policy} + ${learner}`, policy, learner }));
  });
}

function partsOf({ policy, estimator, optimizer, learner }: LearningAgent): string[] {
  return [policy, estimator, optimizer, learner].filter((id) => id !== undefined);
}

function idsOf(registry: Registry, kind: 'policy' | 'estimator' | 'optimizer' | 'learner'): string[] {
  return registry.list(kind).map(({ spec: { id } }) => id);
}

/** What was made; undefined where the parts do not fit together. */
function ifItFits<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (isInputError(error)) return undefined;
    throw error;
  }
}
