import {
  type Agent,
  type Environment,
  InputError,
  isParametric,
  type Policy,
  type RunDescription,
  type Space,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import { ControllerPolicy, observationCount } from '@pomdp-gym/models';
import { parseAlphaFile, planningModel } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { actingPolicy } from '../run/acting-policy.js';
import { asItEnded } from '../run/as-it-ended.js';
import { assemble } from '../run/assemble.js';
import { createEnvironment } from '../run/create-environment.js';
import { withGuardedActions } from '../run/guard/guarded-environment.js';
import { actingPart } from '../run/guard/guarded-for.js';
import { trainAgain } from '../run/train-again.js';
import { runsOf } from '../study/study.js';
import type { SavedAgent, SavedController, SavedParameters, SavedVectors } from './saved-agent.js';

/** A trained agent that is ready to act. */
export interface RestoredAgent {
  /** The run that trained it, in the environment that it acts in. */
  readonly description: RunDescription;
  readonly environment: Environment;
  readonly policy: Policy;
}

/**
 * Makes the policy of a saved agent again.
 *
 * @param elsewhere an environment that it is to act in; the one that it was trained in where it is left out.
 * @throws InputError where the policy does not fit the environment.
 */
export async function restoreAgent(
  saved: SavedAgent,
  registry: Registry,
  signal: AbortSignal,
  elsewhere?: StudyEnvironment,
): Promise<RestoredAgent> {
  const trained = runOf(saved);
  const description = elsewhere ? { ...trained, environment: elsewhere } : trained;
  const restored = await restorePolicy(saved, description, registry, signal);
  const { environment, policy } = restored;
  return { ...restored, environment: withGuardedActions(environment, policy, actingPart(description.agent)) };
}

async function restorePolicy(
  saved: SavedAgent,
  description: RunDescription,
  registry: Registry,
  signal: AbortSignal,
): Promise<RestoredAgent> {
  const { policy: held } = saved;
  if (held.kind === 'recipe') {
    const { environment, policy } = await trainAgain(description, registry, signal);
    return { description, environment, policy };
  }
  if (held.kind === 'parameters') return withParameters(held, description, registry);
  const { name } = description.environment;
  const environment = createEnvironment(description.environment, registry);
  const policy =
    held.kind === 'vectors' ? byVectors(held, environment, name) : byLaw(held, environment, name);
  return { description, environment, policy };
}

/** The run that trained a saved agent, as it is repeated. */
export function runOf({ study, look }: SavedAgent): RunDescription {
  const [run] = runsOf(study);
  if (!run) throw new InputError('The study of the trained agent has no run.');
  return asItEnded(run, { look });
}

function withParameters(
  { theta }: SavedParameters,
  description: RunDescription,
  registry: Registry,
): RestoredAgent {
  const acting = { ...description, agent: withoutTraining(description.agent) };
  const { environment, agent } = assemble(acting, registry);
  const policy = actingPolicy(agent);
  const count = policy && isParametric(policy) ? policy.parameters.length : 0;
  if (!policy || !isParametric(policy) || count !== theta.length) {
    throw new InputError(
      `The agent ${description.agent.name} has ${theta.length} parameters, and its policy takes ${count} in ${description.environment.name}.`,
    );
  }
  policy.parameters.set(theta);
  return { description, environment, policy };
}

/** What an agent acts by: a policy that an optimizer trained acts without it. */
function withoutTraining(agent: Agent): Agent {
  const { name, policy, steps } = agent;
  const start = { initialScale: 0 };
  return agent.optimizer && policy ? { name, policy, steps, start } : { ...agent, start };
}

function byLaw(law: SavedController, environment: Environment, name: string): Policy {
  const model = environment.model?.();
  const observations = model ? observationCount(model) : sizeOf(environment.observationSpace);
  requireCounts(
    [
      ['observations', law.observations, observations],
      ['actions', law.actions, sizeOf(environment.actionSpace)],
    ],
    name,
  );
  return new ControllerPolicy({
    ...law,
    start: Float64Array.from(law.start),
    actionProbabilities: Float64Array.from(law.actionProbabilities),
    successorProbabilities: Float64Array.from(law.successorProbabilities),
  });
}

function byVectors(saved: SavedVectors, environment: Environment, name: string): Policy {
  const model = environment.model?.();
  if (!model)
    throw new InputError(
      `The agent acts by its belief, and the environment ${name} has no model to keep one.`,
    );
  requireCounts(
    [
      ['states', saved.states, model.states],
      ['actions', saved.actions, model.actions],
    ],
    name,
  );
  return parseAlphaFile(textOf(saved), 'the trained agent', planningModel(model, saved.discount));
}

function* textOf({ vectors }: SavedVectors): Generator<string> {
  for (const { action, values } of vectors) yield `${action}\n${values.map(String).join(' ')}\n`;
}

function requireCounts(counts: readonly (readonly [string, number, number])[], name: string): void {
  for (const [what, own, there] of counts) {
    if (own === there) continue;
    throw new InputError(`The agent is for ${own} ${what}, and the environment ${name} has ${there}.`);
  }
}

function sizeOf(space: Space): number {
  return space.kind === 'discrete' ? space.size : 0;
}
